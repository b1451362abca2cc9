import type { AdvantageEstimator } from '@stepgrpo/core';
import golden from '../golden/easyr1-advantages.json';
import { bestOfGroup } from './best-of-group';
import { groupNormalized } from './group-normalized';
import { leaveOneOut } from './leave-one-out';
import { broadcastOverTokens, requireSameShape, totalRewards } from './token-rewards';

it('sums the rewards of a completion', () => {
  expect(totalRewards([[0, 0.5, 1], []])).toEqual([1.5, 0]); // prettier-ignore
});

it('gives every written token the advantage of its completion', () => {
  expect(broadcastOverTokens([2, -3], [[1, 1], [1, 0]])).toEqual([[2, 2], [-3, 0]]); // prettier-ignore
});

it('names the row that does not fit', () => {
  expect(() => requireSameShape({ rewards: [[1]], mask: [] })).toThrow(
    '"rewards" has 1 row(s) and "mask" has 0.',
  );
  expect(() => requireSameShape({ rewards: [[1], [1, 2]], mask: [[1], [1]] })).toThrow(
    'Row 1 has 2 token(s) in "rewards" and 1 in "mask".',
  );
  expect(() => requireSameShape({})).not.toThrow();
});

const groupEstimators: Readonly<Record<string, (epsilon: number) => AdvantageEstimator>> = {
  grpo: (epsilon) => groupNormalized({ epsilon }),
  grpo_passk: (epsilon) => bestOfGroup({ epsilon }),
  rloo: () => leaveOneOut(),
};

describe('with a group estimator, agrees with EasyR1', () => {
  it.each(golden.cases.filter(({ estimator }) => estimator in groupEstimators))('$name', (given) => {
    const totals = totalRewards(given.rewards);
    const actual = totals.map(() => NaN);
    for (const id of new Set(given.index)) {
      const rows = given.index.flatMap((group, i) => (group === id ? [i] : []));
      const [advantages] = groupEstimators[given.estimator]!(given.eps ?? 0).estimate([
        rows.map((i) => totals[i]!),
      ]) as [number[]];
      rows.forEach((row, at) => (actual[row] = advantages[at]!));
    }
    const spread = broadcastOverTokens(actual, given.mask).flat();
    const error = Math.max(...given.advantages.flat().map((value, i) => Math.abs(value - spread[i]!)));
    expect(error).toBeLessThanOrEqual(golden.tolerance);
  });
});
