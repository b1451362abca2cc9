import type { Backend } from '@stepgrpo/tensor';
import type { ConformanceSuite } from './conformance-suite';
import { resultLines, runSuite } from './run-suite';

const backend = {} as Backend;
const good = { name: 'logits', maxError: 1e-5, tolerance: 2e-4, passed: true };
const bad = { name: 'tokens', maxError: 3, tolerance: 0, passed: false, detail: 'at 4: 7 instead of 9' };
const suite: ConformanceSuite = {
  summary: 'fake',
  run: async () => [
    { case: 'single', checks: [good, { ...good, name: 'loss', maxError: 1e-6 }] },
    { case: 'batch', checks: [good, bad] },
    { case: 'empty', checks: [] },
  ],
};

it('counts the cases that passed; one without checks did not', async () => {
  const outcome = await runSuite(suite, 'folder', { backend, cases: undefined });
  expect([outcome.passed, outcome.results.length]).toEqual([1, 3]);
});

it('runs named cases in the order asked for, and lists what there is for an unknown one', async () => {
  const { results } = await runSuite(suite, 'folder', { backend, cases: ['batch', 'single'] });
  expect(results.map((result) => result.case)).toEqual(['batch', 'single']);
  await expect(runSuite(suite, 'folder', { backend, cases: ['sinlge'] })).rejects.toThrow(
    /No case is named "sinlge".*single, batch, empty/,
  );
});

it("shows each case's largest error, and every failure", async () => {
  const { results } = await runSuite(suite, 'folder', { backend, cases: undefined });
  expect(results.flatMap((result) => resultLines(result, 6))).toEqual([
    'ok      single  largest error 0.0000100 of 0.0002 allowed (logits), 2 checks',
    'FAILED  batch   largest error 3.00 of 0 allowed (tokens), 2 checks',
    '         tokens: error 3.00 of 0 allowed: at 4: 7 instead of 9',
    'FAILED  empty   no checks',
  ]);
});
