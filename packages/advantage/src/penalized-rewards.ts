import { ShapeError } from '@stepgrpo/core';

export interface PenaltyBatch {
  /** Reward of each completion [N], reward points. */
  readonly rewards: readonly number[];
  /** Log-probabilities when the completions were drawn, and under the reference policy [N][T], nats. */
  readonly logProbs: readonly (readonly number[])[];
  readonly refLogProbs: readonly (readonly number[])[];
  /** 1 for tokens that count [N][T]. */
  readonly mask: readonly (readonly number[])[];
}

/**
 * Rewards minus what the completion cost in distance from the reference policy: a KL term inside the reward.
 *
 * Equation  s[i] = clamp(r[i], range) - beta * sum_t (lp[i,t] - ref[i,t]) m[i,t]      (estimate k1, may be negative)
 * Shapes    rewards [N] reward points, log-probabilities and mask [N][T] -> [N] reward points
 * Source    huggingface/trl RLOOTrainer (beta, reward_clip_range: the clip comes before the penalty)
 * Throws    ShapeError when the parts differ in their number of rows
 */
export function penalizedRewards(
  { rewards, logProbs, refLogProbs, mask }: PenaltyBatch,
  {
    beta,
    range = [-Infinity, Infinity],
  }: { readonly beta: number; readonly range?: readonly [number, number] },
): number[] {
  if ([logProbs, refLogProbs, mask].some((part) => part.length !== rewards.length))
    throw new ShapeError(
      `There are ${rewards.length} reward(s), ${logProbs.length}, ${refLogProbs.length} and ${mask.length} row(s) of tokens.`,
      'pass one row per completion in each.',
    );
  return rewards.map((reward, i) => {
    const penalty = mask[i]!.reduce(
      (total, kept, t) => (kept === 0 ? total : total + kept * (logProbs[i]![t]! - refLogProbs[i]![t]!)),
      0,
    );
    return Math.min(range[1], Math.max(range[0], reward)) - beta * penalty;
  });
}
