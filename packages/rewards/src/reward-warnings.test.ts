import { scored, ungradable } from '@stepgrpo/core';
import { fakeRewardRule } from '@stepgrpo/testing';
import { rewardWarnings, ruleSpreads } from './reward-warnings';
import type { RewardStep } from './reward-warnings';

const healthy = { reward: 1, zeroVarianceGroups: 0.2, spreads: { a: 0.5, b: 0.4 } };
const history = (count: number, of: Partial<RewardStep> = {}): RewardStep[] =>
  Array.from({ length: count }, (_, i) => ({ step: i + 1, ...healthy, ...of }));
const kinds = (...given: Parameters<typeof rewardWarnings>): string[] =>
  rewardWarnings(...given).map(({ kind }) => kind);

it('measures how much a rule tells completions apart, weighted', () => {
  const rules = ['a', 'b', 'c'].map((name, i) => ({ rule: fakeRewardRule({ name }), weight: i + 1 }));
  const outcomes = [
    { a: scored(0), b: scored(1), c: scored(1) },
    { a: scored(2), b: scored(1), c: ungradable('no gold') },
  ];
  const flat = [
    { a: scored(1), b: scored(1), c: scored(3) },
    { a: scored(1), b: scored(2), c: scored(3) },
  ];
  const terms = [
    [
      { a: 0, b: 2 },
      { a: 2, b: 2 },
    ],
    [
      { a: 1, b: 2, c: 9 },
      { a: 1, b: 4, c: 9 },
    ],
  ];
  const scores = [outcomes, flat].map((each, i) => ({
    totals: [0, 0],
    terms: terms[i]!,
    outcomes: each,
    dropped: [],
  }));
  // std of 0 and 2 is sqrt 2, and of 2 and 4 (b, weight 2) as well; each in one of two groups.
  const spreads = ruleSpreads(rules, scores);
  expect(spreads['a']).toBeCloseTo(Math.SQRT2 / 2, 12);
  expect(spreads['b']).toBeCloseTo(Math.SQRT2 / 2, 12);
  expect(spreads['c']).toBe(0);
});

it('says nothing of a healthy history, nor before a whole window', () => {
  expect(kinds(history(40), [{ step: 20, mean: 0.5, low: 0.4 }])).toEqual([]);
  expect(kinds(history(19, { zeroVarianceGroups: 1 }))).toEqual([]);
});

it('names the rule that dominates, where there are several', () => {
  const [warning] = rewardWarnings(history(20, { spreads: { a: 0.97, b: 0.03 } }));
  expect(warning).toMatchObject({
    kind: 'one-rule-dominates',
    message: expect.stringContaining('rule a makes up 97 %'),
  });
  expect(kinds(history(20, { spreads: { a: 0.9, b: 0.1 } }))).toEqual([]);
  expect(kinds(history(20, { spreads: { a: 0.9 } }))).toEqual([]);
  expect(kinds(history(20, { spreads: { a: 0, b: 0 } }))).toEqual([]);
});

it('notices that groups have no spread any more', () => {
  expect(kinds(history(20, { zeroVarianceGroups: 0.95 }))).toEqual(['variance-collapse']);
  expect(kinds([...history(10, { zeroVarianceGroups: 0.95 }), ...history(10)])).toEqual([]);
});

it('notices a reward that rises while held-out accuracy falls, beyond its interval', () => {
  const rising = history(60).map((step) => ({ ...step, reward: step.step / 60 }));
  const before = { step: 20, mean: 0.6, low: 0.5 };
  expect(kinds(rising, [before, { step: 60, mean: 0.45, low: 0.4 }])).toEqual([
    'reward-rises-accuracy-falls',
  ]);
  expect(kinds(rising, [before, { step: 60, mean: 0.52, low: 0.4 }])).toEqual([]);
  const falling = history(60).map((step) => ({ ...step, reward: -step.step / 60 }));
  expect(kinds(falling, [before, { step: 60, mean: 0.45, low: 0.4 }])).toEqual([]);
  expect(kinds(rising, [before])).toEqual([]);
});
