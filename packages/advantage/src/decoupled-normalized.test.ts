import { describeEstimator } from '@stepgrpo/testing';
import golden from '../golden/trl-advantages.json';
import { decoupledNormalized } from './decoupled-normalized';

describeEstimator(decoupledNormalized(), { acrossGroups: true });

describe('agrees with TRL', () => {
  it.each(golden.cases.filter(({ aggregation }) => aggregation === 'normalize_then_sum'))(
    '$name',
    ({ weights, terms, advantages }) => {
      const estimator = decoupledNormalized(weights === null ? {} : { weights });
      const scored = terms.map((group) => group.map((completion) => completion.map((term) => term ?? NaN)));
      const actual = estimator.estimateTerms(scored).flat();
      const error = Math.max(...advantages.flat().map((value, i) => Math.abs(value - actual[i]!)));
      expect(error).toBeLessThanOrEqual(golden.tolerance);
    },
  );
});

it('lets a rule on a small scale speak as loudly as one on a large scale', () => {
  const small = [[0, 0], [0.01, 0], [0, 100], [0.01, 100]]; // prettier-ignore
  const [[, onlySmall, onlyLarge]] = decoupledNormalized({ epsilon: 0 }).estimateTerms([small]) as [number[]];
  expect(onlySmall).toBeCloseTo(onlyLarge!, 12);
});
