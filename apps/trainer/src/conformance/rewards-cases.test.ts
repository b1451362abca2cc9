import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runRewardCases } from './rewards-cases';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stepgrpo-rewards-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const content = '### Rationales:\nadd\n### Step 1:\n3 + 4 = 7\n### The final answer is: 7';
const row = { id: 'a', content, solution: '7', key_steps: { Steps: [['3 + 4 = 7']] } };
const paperRow = {
  id: 'a',
  answer: '7',
  correct: true,
  key_ratio: 1,
  complete: false,
  logic: true,
  validity: 0,
};

function write(official: object, paper: object): void {
  writeFileSync(join(folder, 'official.jsonl'), `${JSON.stringify(official)}\n`);
  writeFileSync(join(folder, 'paper-mode.jsonl'), `${JSON.stringify(paper)}\n`);
}

it('compares values of both modes and says what differs', async () => {
  write({ ...row, accuracy: 1.1, validity: 1 }, { ...paperRow, accuracy: 9 });
  const results = new Map((await runRewardCases(folder)).map((result) => [result.case, result.checks]));
  expect([...results.keys()]).toEqual(['code/a', 'paper/a']);
  const accuracy = results.get('paper/a')?.find(({ name }) => name === 'accuracy');
  expect(accuracy).toMatchObject({ passed: false });
  expect(accuracy?.detail).toMatch(/instead of 9/);
});

it('names a broken line and a missing file', async () => {
  await expect(runRewardCases(folder)).rejects.toThrow(/official\.jsonl: there is no such file/);
  write({ id: 3 }, paperRow);
  await expect(runRewardCases(folder)).rejects.toThrow(/official\.jsonl:1: is not a case/);
});
