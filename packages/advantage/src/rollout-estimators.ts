import { ConfigError, ShapeError, type AdvantageEstimator } from '@stepgrpo/core';
import { greedyBaseline } from './greedy-baseline';
import { reinforcePlusPlus } from './reinforce-plus-plus';

/** An estimator that compares completions with the greedy completion of their prompt, which somebody must draw. */
export interface BaselineAdvantageEstimator extends AdvantageEstimator {
  /**
   * Shapes  rewards [B][G], baselines [B] rewards of the greedy completions -> [B][G] reward points
   * Throws  ShapeError without one baseline per group
   */
  estimateAgainst(rewards: readonly (readonly number[])[], baselines: readonly number[]): number[][];
}

/** An estimator whose advantages depend on how long completions are, and differ from token to token. */
export interface TokenAdvantageEstimator extends AdvantageEstimator {
  /**
   * Shapes  rewards and lengths [B][G], reward points and tokens -> [B][G][T], T the length of each
   * Throws  ShapeError when the shapes differ
   */
  estimateTokens(
    rewards: readonly (readonly number[])[],
    lengths: readonly (readonly number[])[],
  ): number[][][];
}

/**
 * ReMax over groups: how much better each completion did than the greedy completion of its prompt; groups of one will do.
 *
 * Equation  A[b,i] = r[b,i] - baseline[b]; a NaN reward ("not scored") gets 0
 * Source    see `greedyBaseline`
 * Throws    ConfigError from `estimate`, which has no baselines
 */
export function greedyBaselineEstimator(): BaselineAdvantageEstimator {
  const name = 'greedy-baseline';
  return {
    name,
    estimate() {
      throw new ConfigError(
        `"${name}" compares with greedy completions, and none were given.`,
        'call estimateAgainst(rewards, baselines), or choose an estimator over groups.',
      );
    },
    estimateAgainst(rewards, baselines) {
      if (baselines.length !== rewards.length)
        throw new ShapeError(
          `There are ${baselines.length} baseline(s) for ${rewards.length} group(s).`,
          'pass the reward of the greedy completion of each prompt.',
        );
      return rewards.map((group, b) => {
        const rows = group.map((reward) => [reward]);
        const { advantages } = greedyBaseline({
          rewards: rows,
          mask: rows.map(() => [1]),
          baselines: group.map(() => baselines[b]!),
        });
        return advantages.map(([lead = 0]) => (Number.isFinite(lead) ? lead : 0));
      });
    },
  };
}

/**
 * REINFORCE++ over completions whose reward arrives with their last token: discounted, then whitened over all tokens of the
 * batch, so that long completions weigh as many tokens as they have. Groups have no part in it.
 *
 * Equation  ret[t] = gamma^(T - 1 - t) r;  A = whiten(ret) over the batch; a NaN reward ("not scored") counts as 0 points
 * Range     gamma in [0, 1]
 * Source    see `reinforcePlusPlus`
 * Throws    ConfigError for a gamma above 1
 */
export function reinforcePlusPlusEstimator({
  gamma = 1,
}: { readonly gamma?: number } = {}): TokenAdvantageEstimator {
  const name = 'reinforce-plus-plus';
  if (gamma > 1) throw new ConfigError(`gamma is ${gamma}.`, 'give at most 1.', 'advantage.gamma');
  const estimateTokens: TokenAdvantageEstimator['estimateTokens'] = (rewards, lengths) => {
    const widths = lengths.flat();
    const flat = rewards.flat();
    if (widths.length !== flat.length)
      throw new ShapeError(
        `There are ${widths.length} length(s) for ${flat.length} completion(s).`,
        'pass one for each.',
      );
    const longest = widths.reduce((a, b) => Math.max(a, b), 1);
    const row = (width: number, at: (t: number) => number): number[] =>
      Array.from({ length: longest }, (_, t) => (t < width ? at(t) : 0));
    const { advantages } = reinforcePlusPlus(
      {
        rewards: flat.map((reward, i) =>
          row(widths[i]!, (t) => (t === widths[i]! - 1 && Number.isFinite(reward) ? reward : 0)),
        ),
        mask: widths.map((width) => row(width, () => 1)),
      },
      { gamma },
    );
    let next = 0;
    return rewards.map((group) => group.map(() => advantages[next]!.slice(0, widths[next++])));
  };
  return {
    name,
    estimate: (rewards) =>
      estimateTokens(
        rewards,
        rewards.map((group) => group.map(() => 1)),
      ).map((group) => group.map(([only = 0]) => only)),
    estimateTokens,
  };
}
