import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithFixtures } from '@stepgrpo/testing';
import { runRewardCases } from './conformance';

describeWithFixtures('rewards', (root) => {
  it('passes every check of every file at its threshold', async () => {
    const cases = await runRewardCases(root);
    expect(cases.map((one) => one.case)).toEqual([
      'official.jsonl',
      'paper-mode.jsonl',
      'math-equivalence.jsonl',
      'math-verify-suite.jsonl',
    ]);
    const failed = cases.flatMap((one) => one.checks.filter((check) => !check.passed));
    expect(failed).toEqual([]);
  });

  it('has structure, key ratio and string rule exact, errors included', async () => {
    const [official] = await runRewardCases(root);
    const exact = official!.checks.filter((check) => check.tolerance === 0);
    expect(exact.map((check) => check.name)).toEqual([
      'validity',
      'completeness',
      'logic',
      'key ratio',
      'string rule',
    ]);
    expect(exact.map((check) => check.maxError)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('with a folder of its own', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stepgrpo-rewards-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const content = '### Rationales:\nadd\n### Step 1:\n3 + 4 = 7\n### The final answer is: 7';
  const detail = { completeness: false, logic: true, key_ratio: 1, string_match: true };
  const inputs = { id: 'a', content, solution: '7', key_steps: { Steps: [['3 + 4 = 7']] } };
  const official = { ...inputs, accuracy: 1.1, validity: 0, detail };
  const verdict = { correct: true, key_ratio: 1, accuracy: 1.1, complete: false, logic: false, validity: 0 };
  const paper = { id: 'a', answer: '7', ...verdict };
  const write = (file: string, ...rows: object[]): void =>
    writeFileSync(join(folder, file), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const failed = async (): Promise<string[]> =>
    (await runRewardCases(folder)).flatMap((one) =>
      one.checks.filter(({ passed }) => !passed).map(({ name }) => `${one.case}: ${name}`),
    );

  it('runs the files that are there, and names the checks that fail', async () => {
    write('official.jsonl', official);
    expect(await failed()).toEqual([]);
    write('official.jsonl', { ...official, validity: 1 });
    write('paper-mode.jsonl', { ...paper, answer: '9' });
    expect(await failed()).toEqual(['official.jsonl: validity', 'paper-mode.jsonl: answer']);
  });

  it('passes no file without rows', async () => {
    write('math-verify-suite.jsonl');
    expect(await failed()).toEqual(['math-verify-suite.jsonl: expected results']);
  });

  it('names a folder without a golden file, a broken line, and a row without its input', async () => {
    await expect(runRewardCases(folder)).rejects.toThrow(`${folder}: the folder has no golden file`);
    await expect(runRewardCases(join(folder, 'none'))).rejects.toThrow('none: there is no such folder');
    write('official.jsonl', { id: 3 });
    await expect(runRewardCases(folder)).rejects.toThrow(/official\.jsonl:1: the row is not as expected/);
    write('official.jsonl', official);
    write('paper-mode.jsonl', { ...paper, id: 'b' });
    await expect(runRewardCases(folder)).rejects.toThrow('row "b" is not in official.jsonl');
  });
});
