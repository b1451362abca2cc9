import { moments } from './moments';
import { weightedSum } from './weighted-sum';

export interface RewardMetricsInput {
  /** Reward of each rule for each completion, NaN where it does not apply [B][G][F], reward points. */
  readonly terms: readonly (readonly (readonly number[])[])[];
  /** Names of the rules, in the order of the terms. */
  readonly names: readonly string[];
  readonly weights?: readonly number[];
  /** What advantages are divided by, which decides what "no spread" means. */
  readonly scale?: 'group' | 'batch';
}

/**
 * What to log about the rewards of an update, under TRL's names.
 *
 * `rewards/{name}/mean`, `/std`: over all completions the rule applied to.  `reward`, `reward_std`: of the weighted sum.
 * `frac_reward_zero_std`: share of completions whose group (or batch) has no spread: they teach nothing.
 *
 * Range   reward points; std with ddof 1; NaN where there is nothing to tell
 * Source  huggingface/trl trl/trainer/grpo_trainer.py
 */
export function rewardMetrics({
  terms,
  names,
  weights,
  scale = 'group',
}: RewardMetricsInput): Record<string, number> {
  const rows = terms.flat();
  const totals = terms.map((group) => group.map((completion) => weightedSum(completion, weights)));
  const perRule = names.flatMap((name, k) => {
    const { mean, std } = moments(rows.map((completion) => completion[k] ?? Number.NaN));
    return [[`rewards/${name}/mean`, mean] as const, [`rewards/${name}/std`, std] as const];
  });
  const all = moments(totals.flat());
  const flat = totals.flatMap((group) => {
    const compared = scale === 'batch' ? totals.flat() : group;
    const spread = compared.length === 1 ? 0 : moments(compared).std;
    return group.map(() => (Math.abs(spread) <= 1e-8 ? 1 : 0));
  });
  return {
    ...Object.fromEntries(perRule),
    reward: all.mean,
    reward_std: all.std,
    frac_reward_zero_std: moments(flat).mean,
  };
}
