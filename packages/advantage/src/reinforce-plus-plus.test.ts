import golden from '../golden/easyr1-advantages.json';
import { reinforcePlusPlus } from './reinforce-plus-plus';

const largestGap = (actual: readonly number[][], expected: readonly number[][]): number =>
  Math.max(...expected.flat().map((value, i) => Math.abs(value - actual.flat()[i]!)));

describe('agrees with EasyR1', () => {
  it.each(golden.cases.filter(({ estimator }) => estimator === 'reinforce_plus_plus'))('$name', (given) => {
    const { rewards, mask, gamma } = given;
    const { advantages, returns } = reinforcePlusPlus({ rewards, mask }, { gamma });
    expect(largestGap(advantages, given.advantages)).toBeLessThanOrEqual(golden.tolerance);
    expect(largestGap(returns, given.returns)).toBeLessThanOrEqual(golden.tolerance);
  });
});

it('discounts what is far ahead', () => {
  const batch = { rewards: [[0, 0, 8]], mask: [[1, 1, 1]] }; // prettier-ignore
  expect(reinforcePlusPlus(batch, { gamma: 0.5 }).returns).toEqual([[2, 4, 8]]);
});
