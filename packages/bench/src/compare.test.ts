import { createRng } from '@stepgrpo/core';
import { aSample, fakeBenchmark, plainSampler, recitingPolicy } from '@stepgrpo/testing';
import { compareEvaluations } from './compare';
import { ComparisonError } from './errors';
import { evaluate } from './evaluate';
import type { Evaluation } from './evaluation';

const evaluating = (answer: (question: string) => string, benchmark = fakeBenchmark()): Promise<Evaluation> =>
  evaluate({
    policy: recitingPolicy(answer),
    sampler: plainSampler(),
    benchmark,
    batchSize: 6,
    maxNewTokens: 4,
    rng: createRng(0),
    scorers: { length: (_, { text }) => text.length, judged: (_, { text }) => (text === '0' ? null : 1) },
  });
const nextOf = (question: string): string => String(Number(question[0]) + 1);

it('gives the mean of the differences with a paired interval', async () => {
  const before = await evaluating((question) => (question < '2' ? nextOf(question) : '0'));
  const after = await evaluating((question) => (question < '5' ? nextOf(question) : '77'));
  const { accuracy, scores } = compareEvaluations(before, after);
  // Differences of verdicts 0 0 1 1 1 0: mean 1/2, s^2 = 0.3, t(5) = 2.570582.
  expect(accuracy.mean).toBeCloseTo(0.5, 12);
  expect(accuracy.high).toBeCloseTo(0.5 + 2.570582 * Math.sqrt(0.3 / 6), 5);
  expect(scores['length']?.mean).toBeCloseTo(1 / 6, 12);
  expect(scores['judged']).toMatchObject({ mean: 0, count: 2 });
});

it('refuses evaluations of different items', async () => {
  const whole = await evaluating(nextOf);
  const other = await evaluating(nextOf, fakeBenchmark([aSample({ id: 'other' })]));
  expect(() => compareEvaluations(whole, other)).toThrow(ComparisonError);
  const part = { ...whole, records: whole.records.slice(1) };
  expect(() => compareEvaluations(whole, part)).toThrow('there are 6 in the first and 5 in the second');
});
