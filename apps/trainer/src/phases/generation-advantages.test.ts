import {
  decoupledNormalized,
  greedyBaselineEstimator,
  groupCentered,
  reinforcePlusPlusEstimator,
  stepwise,
} from '@stepgrpo/advantage';
import { scored, ungradable } from '@stepgrpo/core';
import { aCompletion, aSample } from '@stepgrpo/testing';
import { advantagesOf, meanAdvantage, termsOf } from './generation-advantages';

const rule = (name: string) => ({
  weight: 1,
  rule: { name, range: [0, 9] as const, score: () => scored(0) },
});
const rules = [rule('a'), rule('b')];
const policy = {
  decodeWithStarts: (ids: readonly number[]) => ({
    text: 'x'.repeat(ids.length),
    starts: ids.map((_, i) => i),
  }),
};
const completions = [aCompletion('ab', { index: 0 }), aCompletion('abc', { index: 1 })];
const scores = {
  totals: [1, 3],
  outcomes: [
    { a: scored(1), b: ungradable('no gold') },
    { a: scored(3), b: scored(7) },
  ],
  terms: [{ a: 1 }, { a: 3 }],
  dropped: [{ rule: 'b', reason: 'no gold' }],
};
const used = [{ group: { sample: aSample(), completions }, scores }];

it('gives one number per completion, and one per token with step-wise credit', () => {
  const parts = { estimator: groupCentered(), rules, stepwise: null, policy };
  expect(advantagesOf(used, { totals: [[1, 3]] }, parts)).toEqual([[-1, 1]]);
  const credit = { estimator: stepwise({ normalization: 'none' }), outcomeWeight: 10 };
  // One step each, worth its total: -10 + 1 and 10 + 3; the rule that was left out of the group earns nothing.
  expect(advantagesOf(used, { totals: [[1, 3]] }, { ...parts, stepwise: credit })).toEqual([[[-9, -9], [13, 13, 13]]]); // prettier-ignore
});

it('shows each rule by itself to an estimator that wants that', () => {
  const parts = { estimator: decoupledNormalized(), rules, stepwise: null, policy };
  const [[low, high] = []] = advantagesOf(used, { totals: [[0, 0]] }, parts) as number[][];
  expect(low).toBeLessThan(0);
  expect(high).toBeCloseTo(-low!, 12);
});

it('has no number for a rule that was left out', () => {
  expect(termsOf(scores, rules)).toEqual([[1, NaN], [3, NaN]]); // prettier-ignore
  expect(meanAdvantage([1, 2])).toBe(1.5);
  expect(meanAdvantage([])).toBe(0);
});

it('compares with greedy completions, and spreads over tokens, where the estimator does', () => {
  const parts = { rules, stepwise: null, policy };
  const remax = { ...parts, estimator: greedyBaselineEstimator() };
  expect(advantagesOf(used, { totals: [[1, 3]], baselines: [2] }, remax)).toEqual([[-1, 1]]);
  const tokens = { ...parts, estimator: reinforcePlusPlusEstimator({ gamma: 0 }) };
  const [[low, high] = []] = advantagesOf(used, { totals: [[1, 3]] }, tokens) as number[][][];
  const [, , second] = high!; // of an estimator over tokens, the last has it all
  expect([low!.length, high!.length]).toEqual(completions.map(({ tokenIds }) => tokenIds.length));
  expect(second).toBe(Math.max(...low!, ...high!));
  const credit = { estimator: stepwise({ normalization: 'none' }), outcomeWeight: 1 };
  const [[, sum] = []] = advantagesOf(
    used,
    { totals: [[1, 3]] },
    { ...tokens, stepwise: credit },
  ) as number[][][];
  expect(sum).toEqual(high!.map((value) => value + 3)); // one step, worth its total
});
