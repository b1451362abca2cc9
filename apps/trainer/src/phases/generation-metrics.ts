import { completionMetrics, rewardMetrics } from '@stepgrpo/advantage';
import { mismatchMetrics, type MismatchCorrection } from '@stepgrpo/optim';
import type { WeightedRule } from '@stepgrpo/rewards';
import type { Generation } from './generation';
import { termsOf } from './generation-advantages';
import type { Row } from './objective-batches';

/** Rewards and lengths of a generation under TRL's names, over everything that was drawn. */
export function generationMetrics(
  { drawn, rounds }: Generation,
  rules: readonly WeightedRule[],
): Record<string, number> {
  const completions = drawn.flatMap(({ group }) => group.completions);
  return {
    ...rewardMetrics({
      terms: drawn.map(({ scores }) => termsOf(scores, rules)),
      names: rules.map(({ rule }) => rule.name),
      weights: rules.map(({ weight }) => weight),
    }),
    ...completionMetrics(
      completions.map(({ tokenIds }) => tokenIds.length),
      completions.map(({ finishReason }) => finishReason === 'length'),
    ),
    'sampling/rounds': rounds,
  };
}

/** How far sampler and trainer are apart on the rows of a generation that have old log-probabilities; else nothing. */
export function samplingMetrics(
  rows: readonly Row[],
  correction: MismatchCorrection | undefined,
): Record<string, number> {
  if (correction === undefined) return {};
  const oldLogProbs = rows.map((row) => [...Array.from(row.oldLogProbs ?? [])]);
  const samplingLogProbs = rows.map(({ completion }) => completion.logProbs);
  return mismatchMetrics({
    oldLogProbs,
    samplingLogProbs,
    mask: oldLogProbs.map((row) => row.map(() => 1)),
    ratio: oldLogProbs.map((row, i) =>
      corrections(
        row.map((value, t) => value - samplingLogProbs[i]![t]!),
        correction,
      ),
    ),
  });
}

/** The correction of one row in plain numbers; see `samplingRatio` of @stepgrpo/optim. */
function corrections(
  differences: readonly number[],
  { mode, min = -Infinity, max = Infinity }: MismatchCorrection,
): readonly number[] {
  const logs = mode.startsWith('sequence') ? [differences.reduce((a, b) => a + b, 0)] : differences;
  return logs.map((log) => {
    const ratio = Math.exp(log);
    if (mode.endsWith('truncate')) return Math.min(max, Math.max(min, ratio));
    return ratio < min || ratio > max ? 0 : ratio;
  });
}

/** The mean of each number over several updates; numbers that are not finite are left out, null where none is left. */
export function meanMetrics(
  updates: readonly Readonly<Record<string, number>>[],
): Record<string, number | null> {
  const names = new Set(updates.flatMap((metrics) => Object.keys(metrics)));
  return Object.fromEntries(
    [...names].map((name) => {
      const values = updates.flatMap((metrics) => metrics[name] ?? []).filter(Number.isFinite);
      return [name, values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length];
    }),
  );
}
