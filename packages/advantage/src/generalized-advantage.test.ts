import golden from '../golden/easyr1-advantages.json';
import { generalizedAdvantage } from './generalized-advantage';

const largestGap = (actual: readonly number[][], expected: readonly number[][]): number =>
  Math.max(...expected.flat().map((value, i) => Math.abs(value - actual.flat()[i]!)));

describe('agrees with EasyR1', () => {
  it.each(golden.cases.filter(({ estimator }) => estimator === 'gae'))('$name', (given) => {
    const { rewards, mask, values, gamma, lam } = given;
    const { advantages, returns } = generalizedAdvantage(
      { rewards, mask, values: values ?? [] },
      { gamma, lambda: lam },
    );
    expect(largestGap(advantages, given.advantages)).toBeLessThanOrEqual(golden.tolerance);
    expect(largestGap(returns, given.returns)).toBeLessThanOrEqual(golden.tolerance);
  });
});

it('is the plain surprise for lambda 0 and reward-to-go minus value for lambda 1', () => {
  const batch = { rewards: [[0, 1, 2]], mask: [[1, 1, 1]], values: [[0.5, 0.25, 1]] }; // prettier-ignore
  expect(generalizedAdvantage(batch, { gamma: 1, lambda: 1 }).returns).toEqual([[3, 3, 2]]);
  expect(generalizedAdvantage(batch, { gamma: 1, lambda: 0 }).returns).toEqual([[0.25, 2, 2]]);
});

it('wants values of the same shape', () => {
  const batch = { rewards: [[0, 1]], mask: [[1, 1]], values: [[0]] };
  expect(() => generalizedAdvantage(batch)).toThrow('Row 0 has 2 token(s) in "rewards" and 1 in "values".');
});

it('skips masked tokens as if they were not there, where EasyR1 fails', () => {
  const rewards = [0.1, -0.2, 0.3, 9, 9, 1.2];
  const values = [0.5, -1, 0.25, 7, 7, -0.5];
  const mask = [1, 1, 1, 0, 0, 1];
  const kept = (row: readonly number[]): number[] => row.filter((_, t) => mask[t] === 1);
  const options = { gamma: 0.95, lambda: 0.9 };
  const holes = generalizedAdvantage({ rewards: [rewards], mask: [mask], values: [values] }, options);
  const dense = generalizedAdvantage({ rewards: [kept(rewards)], mask: [[1, 1, 1, 1]], values: [kept(values)] }, options); // prettier-ignore
  expect(kept(holes.returns[0]!)).toEqual(dense.returns[0]);
  expect(largestGap([kept(holes.advantages[0]!)], dense.advantages)).toBeLessThan(1e-12);
});
