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
    expect(cases.every((one) => one.checks.every((check) => check.name !== 'skipped'))).toBe(true);
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

it('skips and names the files that are absent', async () => {
  const cases = await runRewardCases(__dirname);
  expect(cases.map((one) => one.checks[0]?.detail)).toEqual([
    'official.jsonl is absent',
    'paper-mode.jsonl is absent',
    'math-equivalence.jsonl is absent',
    'math-verify-suite.jsonl is absent',
  ]);
});

it('names the folder that does not exist', async () => {
  await expect(runRewardCases('/no/such/folder')).rejects.toThrow('/no/such/folder: there is no such folder');
});
