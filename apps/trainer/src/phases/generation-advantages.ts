import type {
  BaselineAdvantageEstimator,
  StepwiseEstimator,
  TermAdvantageEstimator,
  TokenAdvantageEstimator,
} from '@stepgrpo/advantage';
import type { AdvantageEstimator } from '@stepgrpo/core';
import type { TrainablePolicy } from '@stepgrpo/model';
import type { WeightedRule } from '@stepgrpo/rewards';
import { steppedCompletion } from '../credit/token-steps';
import type { ScoredGroup } from './generation';
import type { BaselineTotals } from './greedy-baselines';

/** One number for all tokens of a completion, or one for each. */
export type CompletionAdvantage = number | readonly number[];

/** Every kind of estimator: over totals, single rules, greedy baselines or tokens. */
export type AnyEstimator =
  AdvantageEstimator | TermAdvantageEstimator | BaselineAdvantageEstimator | TokenAdvantageEstimator;

/** What an estimator over totals sees. */
export type ComparedTotals = Pick<BaselineTotals, 'totals'> & Partial<BaselineTotals>;

/** What turns rewards into advantages. */
export interface AdvantageParts {
  readonly estimator: AnyEstimator;
  readonly rules: readonly WeightedRule[];
  /** Credit to the steps of a response; null for one advantage per completion. */
  readonly stepwise: { readonly estimator: StepwiseEstimator; readonly outcomeWeight: number } | null;
  readonly policy: Pick<TrainablePolicy, 'decodeWithStarts'>;
}

/**
 * The advantage of every completion of a generation.
 *
 * Equation  A[i] or A[i,t] of the estimator; with step-wise credit A[i,t] = outcomeWeight * A[i] + (processWeight * P[i,t]), the
 *           part in brackets from `stepwise`
 * Shapes    used [B] groups; totals [B][G] reward points, the rewards after penalties; baselines [B] those of the greedy
 *           completions, for an estimator that compares with them -> [B][G]
 */
export function advantagesOf(
  used: readonly ScoredGroup[],
  totals: ComparedTotals,
  parts: AdvantageParts,
): CompletionAdvantage[][] {
  const { rules, stepwise, policy } = parts;
  const outcomes = outcomeAdvantages(used, totals, parts);
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
    group.map((tokens, i) => {
      const outcome = outcomes[b]![i]!;
      const at = (t: number): number => (typeof outcome === 'number' ? outcome : outcome[t]!);
      return tokens.map((credit, t) => outcomeWeight * at(t) + credit);
    }),
  );
}

function outcomeAdvantages(
  used: readonly ScoredGroup[],
  { totals, baselines = [] }: ComparedTotals,
  { estimator, rules }: AdvantageParts,
): CompletionAdvantage[][] {
  if ('estimateTerms' in estimator)
    return estimator.estimateTerms(
      used.map(({ scores }) => termsOf(scores, rules)),
      rules.map(({ weight }) => weight),
    );
  if ('estimateTokens' in estimator)
    return estimator.estimateTokens(
      totals,
      used.map(({ group }) => group.completions.map(({ tokenIds }) => tokenIds.length)),
    );
  if ('estimateAgainst' in estimator) return estimator.estimateAgainst(totals, baselines);
  return estimator.estimate(totals);
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
