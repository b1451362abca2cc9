import golden from '../golden/easyr1-advantages.json';
import { greedyBaseline } from './greedy-baseline';

const largestGap = (actual: readonly number[][], expected: readonly number[][]): number =>
  Math.max(...expected.flat().map((value, i) => Math.abs(value - actual.flat()[i]!)));

describe('agrees with EasyR1', () => {
  it.each(golden.cases.filter(({ estimator }) => estimator === 'remax'))('$name', (given) => {
    const { rewards, mask, baselines } = given;
    const { advantages, returns } = greedyBaseline({ rewards, mask, baselines: baselines ?? [] });
    expect(largestGap(advantages, given.advantages)).toBeLessThanOrEqual(golden.tolerance);
    expect(largestGap(returns, given.returns)).toBeLessThanOrEqual(golden.tolerance);
  });
});

it('wants one baseline per row', () => {
  const batch = { rewards: [[0, 1]], mask: [[1, 1]], baselines: [] };
  expect(() => greedyBaseline(batch)).toThrow('There are 0 baseline(s) for 1 row(s).');
});
