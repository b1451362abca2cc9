import { requireSameShape, type TokenAdvantages, type TokenRewards } from './token-rewards';
import { whiten } from './whiten';

export interface CriticBatch extends TokenRewards {
  /** What a value function expected before each token [N][T], reward points. */
  readonly values: readonly (readonly number[])[];
}

/**
 * GAE: advantages from a value function, a discounted sum of its surprises, whitened over the batch.
 *
 * Equation  from the last token back, where m = 1 only: d = r[t] + gamma V' - V[t];  x = d + gamma lambda x';
 *           V' and x' are those of the next token with m = 1 (0 after the last);  raw[t] = x', A = whiten(raw), ret = raw + V
 * Shapes    rewards, mask, values [N][T] -> advantages dimensionless, returns reward points [N][T]
 * Range     gamma, lambda in [0, 1]
 * Source    arXiv:1506.02438; hiyouga/EasyR1 `gae`; ours differs: theirs tests a column of the mask as one truth value,
 *           which fails for more than one row
 * Throws    ShapeError when shapes differ
 */
export function generalizedAdvantage(
  { rewards, mask, values }: CriticBatch,
  { gamma = 1, lambda = 1 }: { readonly gamma?: number; readonly lambda?: number } = {},
): TokenAdvantages {
  requireSameShape({ rewards, mask, values });
  const raw = rewards.map((row, i) => {
    let [nextValue, last] = [0, 0];
    const backwards = row.map((_, j) => {
      const t = row.length - 1 - j;
      const value = values[i]![t]!;
      if (mask[i]![t] !== 0) {
        last = row[t]! + gamma * nextValue - value + gamma * lambda * last;
        nextValue = value;
      }
      return last;
    });
    return backwards.reverse();
  });
  const returns = raw.map((row, i) => row.map((advantage, t) => advantage + values[i]![t]!));
  return { advantages: whiten(raw, mask), returns };
}
