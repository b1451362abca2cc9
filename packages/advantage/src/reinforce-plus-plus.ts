import { requireSameShape, type TokenAdvantages, type TokenRewards } from './token-rewards';
import { whiten } from './whiten';

/**
 * REINFORCE++: discounted reward-to-go of each token, whitened over the batch; no groups needed.
 *
 * Equation  from the last token back: run = r[t] + gamma run; ret[t] = run; run = run m[t];  A = whiten(ret)
 * Shapes    rewards, mask [N][T] -> advantages dimensionless, returns reward points [N][T]
 * Range     gamma in [0, 1]
 * Source    arXiv:2501.03262; hiyouga/EasyR1 `reinforce_plus_plus`: a masked token inside a completion (tool output)
 *           resets the sum, so later rewards do not reach tokens before it
 * Throws    ShapeError when rewards and mask differ in shape
 */
export function reinforcePlusPlus(
  { rewards, mask }: TokenRewards,
  { gamma = 1 }: { readonly gamma?: number } = {},
): TokenAdvantages {
  requireSameShape({ rewards, mask });
  const returns = rewards.map((row, i) => {
    let run = 0;
    const backwards = row.map((_, j) => {
      const t = row.length - 1 - j;
      const toGo = row[t]! + gamma * run;
      run = toGo * mask[i]![t]!;
      return toGo;
    });
    return backwards.reverse();
  });
  return { advantages: whiten(returns, mask), returns };
}
