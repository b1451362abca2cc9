import type { AdvantageEstimator } from '@stepgrpo/core';
import { finiteOrZero } from './finite-or-zero';
import { moments } from './moments';
import { requireGroupSize } from './require-group-size';

export interface GroupNormalizedOptions {
  /** Added to the standard deviation, outside the root; reward points. */
  readonly epsilon?: number;
}

export interface GroupNormalizedSpread extends GroupNormalizedOptions {
  /** 1 divides squared deviations by G - 1, as TRL and R1-VL do; 0 by G, as TRL's asynchronous trainer does. */
  readonly ddof?: number;
}

/**
 * How far each completion stands above its own group, in group standard deviations: the advantage of GRPO and R1-VL.
 *
 * Equation  A[b,i] = (r[b,i] - mean(r[b])) / (std(r[b]) + epsilon), std with ddof = 1 unless told
 * Shapes    rewards [B][G] reward points -> advantages [B][G] dimensionless
 * Range     a NaN reward is "not scored": left out of mean and std, advantage 0; equal rewards give 0
 * Source    GRPO, arXiv:2402.03300; ddof, epsilon: jingyi0000/R1-VL src/r1-vl/src/open_r1/trainer/grpo_trainer.py
 *           and huggingface/trl (scale_rewards "group"); EasyR1 uses epsilon 1e-6
 * Throws    ShapeError when a group has fewer than two rewards, where std is undefined (upstream: NaN loss)
 */
export function groupNormalized({
  epsilon = 1e-4,
  ddof = 1,
}: GroupNormalizedSpread = {}): AdvantageEstimator {
  const name = 'group-normalized';
  return {
    name,
    estimate(rewards) {
      requireGroupSize(rewards, name);
      return rewards.map((group) => {
        const { mean, std } = moments(group, ddof);
        return group.map((reward) => finiteOrZero((reward - mean) / (std + epsilon)));
      });
    },
  };
}
