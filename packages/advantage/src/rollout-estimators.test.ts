import { greedyBaselineEstimator, reinforcePlusPlusEstimator } from './rollout-estimators';

it('compares with the greedy completion of the same prompt, groups of one included', () => {
  const remax = greedyBaselineEstimator();
  expect(remax.estimateAgainst([[1, 3, NaN], [2]], [2, 0.5])).toEqual([[-1, 1, 0], [1.5]]);
  expect(() => remax.estimateAgainst([[1]], [])).toThrow('0 baseline(s) for 1 group(s)');
  expect(() => remax.estimate([[1, 2]])).toThrow('compares with greedy completions');
});

it('discounts from the last token and whitens over all tokens, by hand', () => {
  const { estimateTokens } = reinforcePlusPlusEstimator({ gamma: 0.5 });
  // Returns 1, 2 and 4: mean 7/3, variance (ddof 1) 7/3.
  const [[two, one] = []] = estimateTokens([[2, 4]], [[2, 1]]);
  const spread = Math.sqrt(7 / 3);
  expect(two![0]).toBeCloseTo((1 - 7 / 3) / spread, 7);
  expect(two![1]).toBeCloseTo((2 - 7 / 3) / spread, 7);
  expect(one![0]).toBeCloseTo((4 - 7 / 3) / spread, 7);
  expect([two!.length, one!.length]).toEqual([2, 1]);
});

it('whitens rewards alone where lengths are not known, and refuses what does not fit', () => {
  const estimator = reinforcePlusPlusEstimator();
  const [[low, high] = []] = estimator.estimate([[0, 2]]);
  expect([low, high]).toEqual([expect.closeTo(-Math.SQRT1_2, 6), expect.closeTo(Math.SQRT1_2, 6)]);
  expect(() => estimator.estimateTokens([[1, 2]], [[1]])).toThrow('1 length(s) for 2 completion(s)');
  expect(() => reinforcePlusPlusEstimator({ gamma: 2 })).toThrow('gamma is 2');
});
