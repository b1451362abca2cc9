import { rewardMetrics } from './reward-metrics';

const terms = [[[1, 0], [3, NaN]], [[2, 5], [2, 5]]]; // prettier-ignore

it('means over the completions a rule applied to', () => {
  const metrics = rewardMetrics({ terms, names: ['a', 'b'], weights: [1, 2] });
  expect(metrics['rewards/a/mean']).toBe(2);
  expect(metrics['rewards/b/mean']).toBeCloseTo(10 / 3, 12);
  expect(metrics['rewards/a/std']).toBeCloseTo(Math.sqrt(2 / 3), 12);
  expect(metrics['reward']).toBe((1 + 3 + 12 + 12) / 4);
});

it('says how many completions teach nothing', () => {
  expect(rewardMetrics({ terms, names: ['a', 'b'] })['frac_reward_zero_std']).toBe(0.5);
  expect(rewardMetrics({ terms, names: ['a', 'b'], scale: 'batch' })['frac_reward_zero_std']).toBe(0);
});
