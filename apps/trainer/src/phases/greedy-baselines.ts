import type { ScoredGroup } from './generation';

/** Totals of sampled completions and of the greedy one of each prompt, made of the same terms. */
export interface BaselineTotals {
  /** [B][G] reward points. */
  readonly totals: readonly (readonly number[])[];
  /** [B] reward points. */
  readonly baselines: readonly number[];
}

/**
 * What completions are compared with in ReMax. A rule that was left out of one side, such as a judge that failed once, is left
 * out of the other too: a term that only one side has would move the whole group.
 *
 * Shapes  used, greedy [B] groups, the greedy ones of one completion; totals [B][G], penalties included
 */
export function withGreedyBaselines(
  used: readonly ScoredGroup[],
  totals: readonly (readonly number[])[],
  greedy: readonly ScoredGroup[],
): BaselineTotals {
  const pairs = used.map(({ scores }, b) => {
    const [own, other] = [scores.terms, greedy[b]!.scores.terms[0] ?? {}];
    const isShared = (rule: string): boolean => Object.hasOwn(other, rule) && own.every((of) => rule in of);
    const foreign = (of: Readonly<Record<string, number>>): number =>
      Object.entries(of).reduce((sum, [rule, points]) => sum + (isShared(rule) ? 0 : points), 0);
    return {
      totals: totals[b]!.map((total, i) => total - foreign(own[i]!)),
      baseline: (greedy[b]!.scores.totals[0] ?? 0) - foreign(other),
    };
  });
  return {
    totals: pairs.map((pair) => pair.totals),
    baselines: pairs.map(({ baseline }) => baseline),
  };
}
