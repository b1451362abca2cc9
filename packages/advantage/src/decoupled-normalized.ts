import type { AdvantageEstimator } from '@stepgrpo/core';
import { finiteOrZero } from './finite-or-zero';
import { moments } from './moments';
import { requireGroupSize } from './require-group-size';
import { weightedSum } from './weighted-sum';

export interface DecoupledNormalizedOptions {
  readonly epsilon?: number;
  /** One per reward rule; all 1 when absent. */
  readonly weights?: readonly number[];
}

/** An estimator that can also see each rule's reward by itself. */
export interface TermAdvantageEstimator extends AdvantageEstimator {
  /**
   * Like `estimate`, before the rules are summed.
   *
   * Shapes  terms [B][G][F] reward points, NaN where a rule does not apply; weights [F], those of the estimator when
   *         absent -> advantages [B][G] dimensionless
   */
  estimateTerms(terms: readonly (readonly (readonly number[])[])[], weights?: readonly number[]): number[][];
}

/**
 * Each rule normalised within its group before they are summed, so that a rule with a wide scale cannot drown the
 * others; the sum is normalised once more over the batch.
 *
 * Equation  z[b,i,k] = (r[b,i,k] - mean_i r[b,:,k]) / (std_i r[b,:,k] + epsilon);  y = weighted sum of z over k
 *           A = (y - mean(y)) / (std(y) + epsilon) over the whole batch; ddof = 1
 * Shapes    see `TermAdvantageEstimator`; `estimate` is the case of one rule, which is normalised twice
 * Range     a rule missing for a completion (NaN) is skipped; a completion without any reward gets 0
 * Source    GDPO, arXiv:2601.05242; huggingface/trl (multi_objective_aggregation "normalize_then_sum")
 * Throws    ShapeError when a group has fewer than two completions, or weights and rules differ in number
 */
export function decoupledNormalized({
  epsilon = 1e-4,
  weights,
}: DecoupledNormalizedOptions = {}): TermAdvantageEstimator {
  const name = 'batch-decoupled-normalized';
  const estimateTerms: TermAdvantageEstimator['estimateTerms'] = (terms, given = weights) => {
    requireGroupSize(
      terms.map((group) => group.map(() => 0)),
      name,
    );
    const combined = terms.map((group) => {
      const rules = (group[0] ?? []).map((_, k) => moments(group.map((completion) => completion[k] ?? NaN)));
      return group.map((completion) => {
        const scores = completion.map((term, k) => (term - rules[k]!.mean) / (rules[k]!.std + epsilon));
        // A rule scored once in its group has no spread: it says nothing, but the completion was scored.
        const usable = scores.map((score, k) => (Number.isNaN(completion[k]) ? NaN : finiteOrZero(score)));
        return weightedSum(usable, given);
      });
    });
    const { mean, std } = moments(combined.flat());
    return combined.map((group) => group.map((value) => finiteOrZero((value - mean) / (std + epsilon))));
  };
  return {
    name,
    estimateTerms,
    estimate: (rewards) => estimateTerms(rewards.map((group) => group.map((reward) => [reward]))),
  };
}
