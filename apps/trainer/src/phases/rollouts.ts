import type { Group, RewardOutcome } from '@stepgrpo/core';
import type { GroupScores } from '@stepgrpo/rewards';
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
      rewards: rewardRecords(scores.outcomes[i]!),
    })),
  };
}

type RewardRecords = Rollout['completions'][number]['rewards'];

/** Outcomes by rule as a log has them: a value with its parts, or null where the sample cannot be graded. */
export function rewardRecords(outcomes: Readonly<Record<string, RewardOutcome>>): RewardRecords {
  return Object.fromEntries(Object.entries(outcomes).map(([rule, outcome]) => [rule, rewardRecord(outcome)]));
}

function rewardRecord(outcome: RewardOutcome): RewardRecords[string] {
  if (outcome.kind === 'ungradable') return { value: null };
  const { value, parts } = outcome;
  if (parts === undefined) return { value };
  return {
    value,
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
  /** `reward/<rule>`: mean value of a rule over the completions it grades, unweighted. */
  readonly [rule: `reward/${string}`]: number;
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
    ...ruleMeans(scores),
  };
}

function ruleMeans(scores: readonly GroupScores[]): Record<`reward/${string}`, number> {
  const values = new Map<string, number[]>();
  for (const outcomes of scores.flatMap((score) => score.outcomes)) {
    for (const [rule, outcome] of Object.entries(outcomes)) {
      if (outcome.kind === 'scored') values.set(rule, [...(values.get(rule) ?? []), outcome.value]);
    }
  }
  return Object.fromEntries([...values].map(([rule, of]) => [`reward/${rule}`, mean(of)]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** With ddof 1; exactly 0 when all values are equal. */
function standardDeviation(values: readonly number[]): number {
  if (values.every((value) => value === values[0])) return 0;
  const average = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1));
}
