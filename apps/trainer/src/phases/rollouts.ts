import type { Group, RewardOutcome } from '@stepgrpo/core';
import { mean, ruleStatistics, standardDeviation, type GroupScores } from '@stepgrpo/rewards';
import type { Rollout } from './phase';

/** A group as the run log shows it: texts, rewards with their parts, advantages. */
export function rolloutOf(group: Group, scores: GroupScores, advantages: readonly number[]): Rollout {
  return {
    sampleId: group.sample.id,
    question: group.sample.question,
    solution: group.sample.solution,
    completions: group.completions.map((completion, i) => ({
      index: completion.index,
      text: completion.text,
      tokens: completion.tokenIds.length,
      finishReason: completion.finishReason,
      total: scores.totals[i]!,
      advantage: advantages[i]!,
      rewards: rewardRecords(scores.outcomes[i]!, scores.terms[i]),
    })),
  };
}

type RewardRecords = Rollout['completions'][number]['rewards'];

/** Outcomes by rule as a log has them: a value with its points and parts, or null where the sample cannot be graded. */
export function rewardRecords(
  outcomes: Readonly<Record<string, RewardOutcome>>,
  terms: Readonly<Record<string, number>> = {},
): RewardRecords {
  return Object.fromEntries(
    Object.entries(outcomes).map(([rule, outcome]) => [rule, rewardRecord(outcome, terms[rule])]),
  );
}

function rewardRecord(outcome: RewardOutcome, term: number | undefined): RewardRecords[string] {
  if (outcome.kind === 'ungradable') return { value: null };
  const { value, parts } = outcome;
  const record = term === undefined ? { value } : { value, points: term };
  if (parts === undefined) return record;
  return {
    ...record,
    parts: parts.map(({ label, value: points, evidence, span }) => ({
      label,
      value: points,
      evidence,
      ...(span === undefined ? {} : { span }),
    })),
  };
}

/** Numbers about the completions of one step. */
export interface RolloutMetrics {
  /** Mean total per completion, in reward points. */
  readonly reward: number;
  /** Mean over groups of the standard deviation of totals (ddof 1). */
  readonly rewardStd: number;
  /** Share of groups whose completions all earned the same. */
  readonly zeroVarianceGroups: number;
  /** Mean completion length in tokens. */
  readonly completionTokens: number;
  /** Share of completions that reached the length limit. */
  readonly truncated: number;
  /** Completion tokens of the step. */
  readonly tokens: number;
  /**
   * Of each rule over the completions it grades, unweighted: mean `reward/<rule>`, `rewardStd/<rule>` (ddof 1),
   * `rewardMin/<rule>`, `rewardMax/<rule>`, `rewardZeroVariance/<rule>` (share of its groups without any spread) and
   * `rewardCorrelation/<rule>` (with the totals; null where one of them never varies).
   */
  readonly [rule: `reward${string}/${string}`]: number | null;
}

/** Summarises the groups of a step. Shapes  groups [B], scores [B] */
export function rolloutMetrics(groups: readonly Group[], scores: readonly GroupScores[]): RolloutMetrics {
  const completions = groups.flatMap((group) => group.completions);
  const deviations = scores.map(({ totals }) => standardDeviation(totals));
  const tokens = completions.reduce((total, { tokenIds }) => total + tokenIds.length, 0);
  return {
    reward: mean(scores.flatMap(({ totals }) => totals)),
    rewardStd: mean(deviations),
    zeroVarianceGroups: deviations.filter((deviation) => deviation === 0).length / groups.length,
    completionTokens: tokens / completions.length,
    truncated:
      completions.filter(({ finishReason }) => finishReason === 'length').length / completions.length,
    tokens,
    ...ruleMetrics(scores),
  };
}

function ruleMetrics(scores: readonly GroupScores[]): Record<`reward${string}/${string}`, number | null> {
  return Object.fromEntries(
    Object.entries(ruleStatistics(scores)).flatMap(([rule, of]) => [
      [`reward/${rule}`, of.mean],
      [`rewardStd/${rule}`, of.standardDeviation],
      [`rewardMin/${rule}`, of.min],
      [`rewardMax/${rule}`, of.max],
      [`rewardZeroVariance/${rule}`, of.zeroVarianceGroups],
      [`rewardCorrelation/${rule}`, of.correlation],
    ]),
  );
}
