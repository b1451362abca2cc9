import type { AdvantageEstimator } from '@stepgrpo/core';
import { finiteOrZero } from './finite-or-zero';
import type { GroupNormalizedOptions } from './group-normalized';
import { moments } from './moments';
import { requireGroupSize } from './require-group-size';

/**
 * Credits only the best completion of a group, by its lead over the second: an advantage for pass@k, where one good
 * draw out of k is what counts.
 *
 * Equation  A[b,best] = (r[b,best] - r[b,second]) / (std(r[b]) + epsilon), ddof = 1; all others 0, ties give 0
 * Shapes    rewards [B][G] reward points -> advantages [B][G] dimensionless
 * Range     at least 0; a NaN reward is "not scored": never best, advantage 0
 * Source    EasyR1 `grpo_passk` (hiyouga/EasyR1 verl/trainer/core_algos.py), epsilon 1e-6
 * Throws    ShapeError when a group has fewer than two rewards
 */
export function bestOfGroup({ epsilon = 1e-6 }: GroupNormalizedOptions = {}): AdvantageEstimator {
  const name = 'best-of-group';
  return {
    name,
    estimate(rewards) {
      requireGroupSize(rewards, name);
      return rewards.map((group) => {
        const { std } = moments(group);
        const ranked = group.filter((reward) => !Number.isNaN(reward)).sort((a, b) => b - a);
        const [best = NaN, second = NaN] = ranked;
        const lead = finiteOrZero((best - second) / (std + epsilon));
        return group.map((reward) => (reward === best ? lead : 0));
      });
    },
  };
}
