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
          rules: counted(rules, scores),
          outcomes: scores.outcomes[i]!,
        }),
      ),
    ),
  );
  return credits.map((group, b) =>
    group.map((tokens, i) => tokens.map((credit) => outcomeWeight * outcomes[b]![i]! + credit)),
  );
}

/** The rewards of each rule for each completion [G][F]; NaN for a rule that was left out of the group. */
export function termsOf(
  { outcomes, dropped }: ScoredGroup['scores'],
  rules: readonly WeightedRule[],
): number[][] {
  const isDropped = new Set(dropped.map(({ rule }) => rule));
  return outcomes.map((outcome) =>
    rules.map(({ rule }) => {
      const judged = outcome[rule.name];
      return judged?.kind === 'scored' && !isDropped.has(rule.name) ? judged.value : Number.NaN;
    }),
  );
}

/** The rules that are in a group's totals. */
function counted(
  rules: readonly WeightedRule[],
  { dropped }: ScoredGroup['scores'],
): readonly WeightedRule[] {
  return rules.filter(({ rule }) => dropped.every((left) => left.rule !== rule.name));
}

/** One number for a log: the mean over the tokens. */
export function meanAdvantage(advantage: CompletionAdvantage): number {
  if (typeof advantage === 'number') return advantage;
  return advantage.reduce((total, value) => total + value, 0) / Math.max(1, advantage.length);
}
