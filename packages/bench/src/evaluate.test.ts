import { createRng } from '@stepgrpo/core';
import { aSample, fakeBenchmark, plainSampler, recitingPolicy } from '@stepgrpo/testing';
import { ScoreError } from './errors';
import { evaluate } from './evaluate';
import type { EvaluateOptions, EvaluationProgress } from './evaluate';

/** Right for "0 + 1", "1 + 1" and "2 + 1", silent for "3 + 1", wrong beyond. */
const policy = recitingPolicy((question) => {
  const first = Number(question[0]);
  return first === 3 ? '' : String(first < 3 ? first + 1 : 0);
});
const options: EvaluateOptions = {
  policy,
  sampler: plainSampler(),
  benchmark: fakeBenchmark(),
  batchSize: 4,
  maxNewTokens: 6,
  rng: createRng(0),
};

it('grades every item, in order, and averages with intervals', async () => {
  const evaluation = await evaluate({
    ...options,
    scorers: { tokens: (_, { tokenIds }) => tokenIds.length },
  });
  expect(evaluation.records.map(({ sampleId, grade }) => [sampleId, grade.verdict])).toEqual([
    ['add-0', 'correct'],
    ['add-1', 'correct'],
    ['add-2', 'correct'],
    ['add-3', 'unparsed'],
    ['add-4', 'wrong'],
    ['add-5', 'wrong'],
  ]);
  expect(evaluation).toMatchObject({
    benchmark: 'fake',
    accuracy: { mean: 0.5, count: 6 },
    parsed: { mean: 5 / 6 },
    scores: { tokens: { mean: 11 / 6, count: 6 } },
    byCategory: { low: { mean: 1, count: 3 }, high: { mean: 0, count: 3 } },
  });
});

it('gives the same numbers whatever the batch size', async () => {
  const whole = await evaluate({ ...options, batchSize: 100, temperature: 3 });
  expect(await evaluate({ ...options, batchSize: 1, temperature: 3 })).toEqual(whole);
});

it('takes the first items up to a limit and reads no further', async () => {
  let read = 0;
  const benchmark = {
    ...fakeBenchmark(),
    async *items() {
      for (;;) yield aSample({ id: String(read++) });
    },
  };
  const evaluation = await evaluate({ ...options, benchmark, limit: 5 });
  expect(evaluation.records).toHaveLength(5);
  expect(read).toBe(5);
});

it('reports progress batch by batch', async () => {
  const seen: EvaluationProgress[] = [];
  await evaluate({ ...options, limit: 6, onProgress: (progress) => seen.push(progress) });
  expect(seen).toEqual([
    { done: 4, total: 6, correct: 3, tokens: 7 },
    { done: 6, total: 6, correct: 3, tokens: 11 },
  ]);
});

it('refuses a benchmark without items, a batch of none, and a score that is no number', async () => {
  await expect(evaluate({ ...options, benchmark: fakeBenchmark([]) })).rejects.toThrow(
    'no items to evaluate',
  );
  await expect(evaluate({ ...options, limit: 0 })).rejects.toThrow('no items to evaluate');
  await expect(evaluate({ ...options, batchSize: 0 })).rejects.toThrow('evaluation batchSize: got 0.');
  const bad = evaluate({ ...options, scorers: { odd: () => NaN } });
  await expect(bad).rejects.toThrow(ScoreError);
  await expect(bad).rejects.toThrow('Scorer "odd" gave NaN for sample "add-0".');
});

it('hands the signal to the sampler', async () => {
  await expect(evaluate({ ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'PLAIN_SAMPLER_ABORTED',
  });
});
