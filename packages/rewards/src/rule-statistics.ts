import type { GroupScores } from './score-group';
import { mean, standardDeviation } from './spread';

/** What a rule did over some groups. */
export interface RuleStatistics {
  /** Completions it scored. */
  readonly count: number;
  /** Groups it was left out of, as a share in [0, 1]. */
  readonly droppedGroups: number;
  /** Mean of its values, unweighted, in its own points. */
  readonly mean: number;
  /** Of its values, with ddof 1; null for fewer than two. */
  readonly standardDeviation: number | null;
  readonly min: number;
  readonly max: number;
  /** Mean of what it added to the totals: weighted, clipped, gated. */
  readonly meanPoints: number;
  /** Share of its groups in which it said the same of every completion: there it teaches nothing. */
  readonly zeroVarianceGroups: number;
  /** Pearson correlation of its values with the totals of the same completions; null where one of them never varies. */
  readonly correlation: number | null;
}

/**
 * Statistics of every rule over the groups of a step or a file, by rule name. Groups that a rule was left out of do not
 * count for it, except in `droppedGroups`; a rule that was left out of all of them is absent.
 *
 * Equation  correlation = cov(value, total) / (sd(value) * sd(total)), over completions
 * Shapes    scores [B] with totals [G] -> one record a rule
 */
export function ruleStatistics(scores: readonly GroupScores[]): Readonly<Record<string, RuleStatistics>> {
  const names = new Set(scores.flatMap(({ outcomes }) => outcomes.flatMap((of) => Object.keys(of))));
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const statistics = statisticsOf(name, scores);
      return statistics === null ? [] : [[name, statistics]];
    }),
  );
}

function statisticsOf(name: string, scores: readonly GroupScores[]): RuleStatistics | null {
  const counted = scores.filter((score) => !score.dropped.some(({ rule }) => rule === name));
  const groups = counted.map(({ outcomes }) =>
    outcomes.flatMap((of) => {
      const outcome = of[name];
      return outcome?.kind === 'scored' ? [outcome.value] : [];
    }),
  );
  const values = groups.flat();
  if (values.length === 0) return null;
  const points = counted.flatMap(({ terms }) => terms.map((of) => of[name] ?? 0));
  const deviation = standardDeviation(values);
  return {
    count: values.length,
    droppedGroups: 1 - counted.length / scores.length,
    mean: mean(values),
    standardDeviation: values.length < 2 ? null : deviation,
    min: values.reduce((least, value) => Math.min(least, value), Infinity),
    max: values.reduce((most, value) => Math.max(most, value), -Infinity),
    meanPoints: mean(points),
    zeroVarianceGroups:
      groups.filter((group) => group.every((value) => value === group[0])).length / groups.length,
    correlation: correlation(
      values,
      counted.flatMap(({ totals }) => totals),
    ),
  };
}

function correlation(a: readonly number[], b: readonly number[]): number | null {
  const [sdA, sdB] = [standardDeviation(a), standardDeviation(b)];
  if (a.length !== b.length || a.length < 2 || sdA === 0 || sdB === 0) return null;
  const [meanA, meanB] = [mean(a), mean(b)];
  const covariance = a.reduce((sum, value, i) => sum + (value - meanA) * (b[i]! - meanB), 0) / (a.length - 1);
  return Math.min(1, Math.max(-1, covariance / (sdA * sdB)));
}
