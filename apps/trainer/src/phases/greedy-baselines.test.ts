import { aCompletion, aSample } from '@stepgrpo/testing';
import { withGreedyBaselines } from './greedy-baselines';

const groupOf = (...terms: readonly Readonly<Record<string, number>>[]) => ({
  group: { sample: aSample(), completions: terms.map((_, index) => aCompletion('a', { index })) },
  scores: {
    totals: terms.map((of) => Object.values(of).reduce((a, b) => a + b, 0)),
    terms,
    outcomes: terms.map(() => ({})),
    dropped: [],
  },
});

it('takes totals as they are where both sides have the same rules', () => {
  const used = [groupOf({ a: 1, b: 2 }, { a: 0, b: 2 })];
  const { totals, baselines } = withGreedyBaselines(used, [[2.5, 1.5]], [groupOf({ a: 1, b: 1 })]);
  expect(totals).toEqual([[2.5, 1.5]]); // the penalties of half a point stay
  expect(baselines).toEqual([2]);
});

it('leaves out on both sides what one side does not have', () => {
  const failedJudge = [groupOf({ a: 1 }, { a: 0 })];
  expect(withGreedyBaselines(failedJudge, [[1, 0]], [groupOf({ a: 1, judge: 1 })])).toEqual({
    totals: [[1, 0]],
    baselines: [1],
  });
  const failedGreedy = [groupOf({ a: 1, judge: 1 }, { a: 0, judge: 0.5 })];
  expect(withGreedyBaselines(failedGreedy, [[2, 0.5]], [groupOf({ a: 1 })])).toEqual({
    totals: [[1, 0]],
    baselines: [1],
  });
});
