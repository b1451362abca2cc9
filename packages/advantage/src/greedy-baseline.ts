import { ShapeError } from '@stepgrpo/core';
import {
  broadcastOverTokens,
  requireSameShape,
  totalRewards,
  type TokenAdvantages,
  type TokenRewards,
} from './token-rewards';

export interface GreedyBaselineBatch extends TokenRewards {
  /** Reward of the greedy completion of each row's prompt [N], reward points. */
  readonly baselines: readonly number[];
}

/**
 * ReMax: how much better each completion did than the greedy completion of the same prompt.
 *
 * Equation  A[i,t] = (sum_t r[i,t] - baseline[i]) m[i,t];  ret[i,t] = sum over t' >= t of r[i,t'] m[i,t']
 * Shapes    rewards, mask [N][T], baselines [N], all reward points -> [N][T] reward points
 * Source    ReMax, arXiv:2310.10505; hiyouga/EasyR1 `remax`; ours differs: theirs multiplies [N] by [N][T], which fails
 *           unless N = T and is transposed then
 * Throws    ShapeError when shapes differ or there is not one baseline per row
 */
export function greedyBaseline({ rewards, mask, baselines }: GreedyBaselineBatch): TokenAdvantages {
  requireSameShape({ rewards, mask });
  if (baselines.length !== rewards.length)
    throw new ShapeError(
      `There are ${baselines.length} baseline(s) for ${rewards.length} row(s).`,
      'pass the reward of the greedy completion for each row.',
    );
  const leads = totalRewards(rewards).map((total, i) => total - baselines[i]!);
  const returns = rewards.map((row, i) => {
    const masked = row.map((reward, t) => reward * mask[i]![t]!);
    return masked.map((_, t) => masked.slice(t).reduce((total, reward) => total + reward, 0));
  });
  return { advantages: broadcastOverTokens(leads, mask), returns };
}
