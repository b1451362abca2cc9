import type { AdvantageEstimator } from '@stepgrpo/core';
import { finiteOrZero } from './finite-or-zero';
import type { GroupNormalizedOptions } from './group-normalized';
import { moments } from './moments';
import { requireGroupSize } from './require-group-size';

/**
 * Centred on the group, scaled by the spread of the whole batch: easy and hard prompts keep their relative weight.
 *
 * Equation  A[b,i] = (r[b,i] - mean(r[b])) / (std(r) + epsilon), std over all rewards of the batch, ddof = 1
 * Shapes    rewards [B][G] reward points -> advantages [B][G] dimensionless
 * Range     a NaN reward is "not scored": left out of mean and std, advantage 0
 * Source    Lite PPO, arXiv:2508.08221; huggingface/trl (scale_rewards "batch"). The batch is everything that was
 *           generated together, never a micro-batch
 * Throws    ShapeError when a group has fewer than two rewards
 */
export function batchNormalized({ epsilon = 1e-4 }: GroupNormalizedOptions = {}): AdvantageEstimator {
  const name = 'batch-normalized';
  return {
    name,
    estimate(rewards) {
      requireGroupSize(rewards, name);
      const { std } = moments(rewards.flat());
      return rewards.map((group) => {
        const { mean } = moments(group);
        return group.map((reward) => finiteOrZero((reward - mean) / (std + epsilon)));
      });
    },
  };
}
