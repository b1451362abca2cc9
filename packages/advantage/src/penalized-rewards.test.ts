import golden from '../golden/trl-rloo-advantages.json';
import { leaveOneOut } from './leave-one-out';
import { penalizedRewards } from './penalized-rewards';
import { weightedSum } from './weighted-sum';

it('clips the reward first, then subtracts the distance of the tokens that count', () => {
  const batch = { rewards: [5], logProbs: [[-1, -9]], refLogProbs: [[-1.5, 0]], mask: [[1, 0]] }; // prettier-ignore
  expect(penalizedRewards(batch, { beta: 0.1, range: [-1, 1] })).toEqual([1 - 0.1 * 0.5]);
});

it('keeps a missing reward missing, and wants a row for each', () => {
  const batch = { rewards: [NaN], logProbs: [[-1]], refLogProbs: [[-1]], mask: [[1]] };
  expect(penalizedRewards(batch, { beta: 0.1 })).toEqual([NaN]);
  expect(() => penalizedRewards({ ...batch, mask: [] }, { beta: 0.1 })).toThrow(
    'There are 1 reward(s), 1, 1 and 0',
  );
});

describe("agrees, with the leave-one-out baseline, with TRL's RLOO", () => {
  // A group of one (evaluation with one generation) is an error here and 0 there.
  it.each(golden.cases.filter(({ config }) => config.mode === 'train'))('$name', (given) => {
    const { config } = given;
    const sums = given.rewards.map(
      (row) =>
      weightedSum(row.map((value) => value ?? NaN), config.reward_weights ?? undefined), // prettier-ignore
    );
    const rewards = penalizedRewards(
      { rewards: sums, logProbs: given.old, refLogProbs: given.ref ?? given.old, mask: given.mask },
      {
        beta: config.beta,
        ...(config.reward_clip_range === null ? {} : { range: config.reward_clip_range as [number, number] }),
      },
    );
    const size = config.num_generations;
    const groups = rewards.flatMap((_, i) => (i % size === 0 ? [rewards.slice(i, i + size)] : []));
    const actual = leaveOneOut({ normalize: config.normalize_advantages }).estimate(groups).flat();
    const error = Math.max(...given.advantages.map((value, i) => Math.abs(value - actual[i]!)));
    expect(error).toBeLessThanOrEqual(golden.tolerance);
  });
});
