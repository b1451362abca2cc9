import type { AdvantageEstimator } from '@stepgrpo/core';
import { finiteAsTorch, finiteOrZero } from './finite-or-zero';
import { moments } from './moments';
import { requireGroupSize } from './require-group-size';

/**
 * How far each completion stands above its group's mean, in reward points: no division, so a group of near-equal
 * rewards keeps its small signal and hard or easy prompts are not weighted up.
 *
 * Equation  A[b,i] = r[b,i] - mean(r[b])
 * Shapes    rewards [B][G] reward points -> advantages [B][G] reward points
 * Range     a NaN reward is "not scored": left out of the mean, advantage 0
 *           an infinite reward gives its whole group 0; with compat "trl", others of its group the largest number
 * Source    Dr. GRPO, arXiv:2503.20783; huggingface/trl (scale_rewards "none")
 * Throws    ShapeError when a group has fewer than two rewards
 */
export function groupCentered({ compat }: { readonly compat?: 'trl' } = {}): AdvantageEstimator {
  const name = 'group-centered';
  const settle = compat === 'trl' ? finiteAsTorch : finiteOrZero;
  return {
    name,
    estimate(rewards) {
      requireGroupSize(rewards, name);
      return rewards.map((group) => {
        const { mean } = moments(group);
        return group.map((reward) => settle(reward - mean));
      });
    },
  };
}
