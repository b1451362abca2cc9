import type { AdvantageEstimator } from '@stepgrpo/core';
import { finiteOrZero } from './finite-or-zero';
import { moments, sum } from './moments';
import { requireGroupSize } from './require-group-size';

export interface LeaveOneOutOptions {
  /** Afterwards divide the whole batch by its spread: (A - mean) / (std + 1e-4), ddof 1. Off in the paper. */
  readonly normalize?: boolean;
}

/**
 * How much better each completion did than the mean of the others of its group: the unbiased baseline of RLOO.
 *
 * Equation  A[b,i] = r[b,i] - (sum(r[b]) - r[b,i]) / (c - 1),  c = scored completions of the group
 * Shapes    rewards [B][G] reward points -> advantages [B][G] reward points (dimensionless when normalised)
 * Range     a NaN reward is "not scored": left out of every baseline, advantage 0; so is a completion left alone
 * Source    RLOO, arXiv:2402.14740; huggingface/trl RLOOTrainer; EasyR1 `rloo`
 * Throws    ShapeError when a group has fewer than two rewards
 */
export function leaveOneOut({ normalize = false }: LeaveOneOutOptions = {}): AdvantageEstimator {
  const name = 'leave-one-out';
  return {
    name,
    estimate(rewards) {
      requireGroupSize(rewards, name);
      const raw = rewards.map((group) => {
        const { count } = moments(group);
        const total = sum(group.filter((reward) => !Number.isNaN(reward)));
        return group.map((reward) => reward - (total - reward) / (count - 1));
      });
      const { mean, std } = moments(raw.flat());
      const settle = (value: number): number => (normalize ? (value - mean) / (std + 1e-4) : value);
      return raw.map((group) => group.map((value) => finiteOrZero(settle(value))));
    },
  };
}
