import type { StepwiseEstimator, TermAdvantageEstimator } from '@stepgrpo/advantage';
import type { AdvantageEstimator } from '@stepgrpo/core';
import type { TrainablePolicy } from '@stepgrpo/model';
import type { WeightedRule } from '@stepgrpo/rewards';
import { steppedCompletion } from '../credit/token-steps';
import type { ScoredGroup } from './generation';

/** One number for all tokens of a completion, or one for each. */
export type CompletionAdvantage = number | readonly number[];

/** What turns rewards into advantages. */
export interface AdvantageParts {
  readonly estimator: AdvantageEstimator | TermAdvantageEstimator;
  readonly rules: readonly WeightedRule[];
  /** Credit to the steps of a response; null for one advantage per completion. */
  readonly stepwise: { readonly estimator: StepwiseEstimator; readonly outcomeWeight: number } | null;
  readonly policy: Pick<TrainablePolicy, 'decodeWithStarts'>;
}

/**
 * The advantage of every completion of a generation.
 *
 * Equation  A[i] of the estimator; with step-wise credit A[i,t] = outcomeWeight * A[i] + (processWeight * P[i,t]), the
 *           part in brackets from `stepwise`
 * Shapes    used [B] groups; totals [B][G] reward points, the rewards after penalties -> [B][G]
 */
export function advantagesOf(
  used: readonly ScoredGroup[],
  totals: readonly (readonly number[])[],
  { estimator, rules, stepwise, policy }: AdvantageParts,
): CompletionAdvantage[][] {
  const outcomes =
    'estimateTerms' in estimator
      ? estimator.estimateTerms(
          used.map(({ scores }) => termsOf(scores, rules)),
          rules.map(({ weight }) => weight),
        )
      : estimator.estimate(totals);
  if (stepwise === null) return outcomes;
  const { outcomeWeight } = stepwise;
  const credits = stepwise.estimator.estimate(
    used.map(({ group, scores }) =>
      group.completions.map((completion, i) =>
        steppedCompletion(completion, {
          policy,
          rules,
          scores: { outcomes: scores.outcomes[i]!, terms: scores.terms[i]! },
        }),
      ),
    ),
  );
  return credits.map((group, b) =>
    group.map((tokens, i) => tokens.map((credit) => outcomeWeight * outcomes[b]![i]! + credit)),
  );
}

/** The rewards of each rule for each completion [G][F], as they count but unweighted; NaN for a rule left out of the group. */
export function termsOf(
  { outcomes, terms }: ScoredGroup['scores'],
  rules: readonly WeightedRule[],
): number[][] {
  return outcomes.map((outcome, i) =>
    rules.map(({ rule, weight }) => {
      const [judged, points] = [outcome[rule.name], terms[i]![rule.name]];
      if (judged?.kind !== 'scored' || points === undefined) return Number.NaN;
      return weight === 0 ? judged.value : points / weight;
    }),
  );
}

/** One number for a log: the mean over the tokens. */
export function meanAdvantage(advantage: CompletionAdvantage): number {
  if (typeof advantage === 'number') return advantage;
  return advantage.reduce((total, value) => total + value, 0) / Math.max(1, advantage.length);
}
