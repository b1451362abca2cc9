import { describeEstimator } from '@stepgrpo/testing';
import golden from '../golden/r1-vl-advantages.json';
import { groupNormalized } from './group-normalized';

describeEstimator(groupNormalized());

it('divides by the standard deviation with ddof 1, epsilon outside the root', () => {
  // mean 3, deviations -2, -1, 3: variance 14 / 2
  const spread = Math.sqrt(7) + 1e-4;
  expect(groupNormalized().estimate([[1, 2, 6]])).toEqual([[-2 / spread, -1 / spread, 3 / spread]]);
  expect(groupNormalized({ epsilon: 1 }).estimate([[0, 2]])[0]![1]).toBeCloseTo(1 / (Math.SQRT2 + 1), 14);
});

it('gives 0 where only one completion was scored', () => {
  expect(groupNormalized().estimate([[NaN, 7, NaN]])).toEqual([[0, 0, 0]]);
});

it.each(golden.cases)("agrees with R1-VL's own trainer on $name", ({ rewards, advantages }) => {
  const actual = groupNormalized().estimate(rewards).flat();
  const error = Math.max(...advantages.flat().map((value, i) => Math.abs(value - actual[i]!)));
  expect(error).toBeLessThanOrEqual(golden.tolerance);
});
