import { describeEstimator } from '@stepgrpo/testing';
import golden from '../golden/trl-advantages.json';
import { batchNormalized } from './batch-normalized';
import { groupCentered } from './group-centered';
import { groupNormalized } from './group-normalized';
import { weightedSum } from './weighted-sum';

describeEstimator(batchNormalized(), { acrossGroups: true });

it('divides by the spread of the batch', () => {
  // means 1 and 3; the four rewards 0, 2, 2, 4 have variance 8 / 3
  const spread = Math.sqrt(8 / 3) + 1e-4;
  expect(batchNormalized().estimate([[0, 2], [2, 4]])).toEqual([[-1 / spread, 1 / spread], [-1 / spread, 1 / spread]]); // prettier-ignore
});

const byScale = { group: groupNormalized(), batch: batchNormalized(), none: groupCentered() };

describe('agrees with TRL', () => {
  it.each(golden.cases.filter(({ aggregation }) => aggregation === 'sum_then_normalize'))(
    '$name',
    ({ scale, weights, terms, advantages }) => {
      const estimator = byScale[scale as keyof typeof byScale];
      const totals = terms.map((group) =>
        group.map((completion) =>
          weightedSum(
            completion.map((term) => term ?? NaN),
            weights ?? undefined,
          ),
        ),
      );
      const actual = estimator.estimate(totals).flat();
      const error = Math.max(...advantages.flat().map((value, i) => Math.abs(value - actual[i]!)));
      expect(error).toBeLessThanOrEqual(golden.tolerance);
    },
  );
});
