import { meanInterval, pairedDifference } from '@stepgrpo/bench';
import type { Estimate } from '@stepgrpo/core';
import type { ArmRun } from './run-ablation';

/** One row of the comparison. Accuracies are shares; differences are shares too: 0.1 is ten points. */
export interface ArmRow {
  readonly arm: string;
  readonly label: string;
  readonly seeds: number;
  /** Over seeds, with its 95 % interval by Student's t. */
  readonly accuracy: Estimate;
  /** Against other arms on the same seeds, with the paired 95 % interval by Student's t; null without that arm. */
  readonly against: Readonly<Record<string, Estimate | null>>;
}

/** Arms the others are compared with. */
export const baselines = ['warm-up', 'outcome', 'stepgrpo'] as const;

/**
 * One row per arm, paired over seeds.
 *
 * Equation  mean over seeds of accuracy(arm) - accuracy(baseline), -+ t(0.975, n - 1) s / sqrt(n), s with ddof = 1
 * Range     only seeds that both arms have are paired; one seed has no spread, its interval is the value itself
 */
export function ablationRows(runs: readonly ArmRun[]): readonly ArmRow[] {
  const names = [...new Set(runs.map(({ arm }) => arm))];
  const bySeed = (name: string): ReadonlyMap<number, number> =>
    new Map(runs.filter(({ arm }) => arm === name).map(({ seed, accuracy }) => [seed, accuracy]));
  return names.map((arm) => {
    const own = bySeed(arm);
    const against = baselines.map((baseline) => {
      const other = bySeed(baseline);
      const shared = [...own.keys()].filter((seed) => other.has(seed));
      const isSame = baseline === arm || shared.length === 0;
      const difference = isSame
        ? null
        : pairedDifference(
            shared.map((seed) => other.get(seed)!),
            shared.map((seed) => own.get(seed)!),
          );
      return [baseline, difference] as const;
    });
    return {
      arm,
      label: runs.find((run) => run.arm === arm)?.label ?? arm,
      seeds: own.size,
      accuracy: meanInterval([...own.values()]),
      against: Object.fromEntries(against),
    };
  });
}

/** The rows as a Markdown table; accuracies and differences in percent and percentage points. */
export function ablationMarkdown(rows: readonly ArmRow[]): string {
  const present = baselines.filter((baseline) => rows.some(({ arm }) => arm === baseline));
  const header = [
    'arm',
    'seeds',
    'held-out accuracy (%)',
    ...present.map((baseline) => `against ${baseline} (points)`),
  ];
  const lines = rows.map(({ label, seeds, accuracy, against }) => [
    label,
    String(seeds),
    interval(accuracy, false),
    ...present.map((baseline) => {
      const difference = against[baseline];
      return difference === null || difference === undefined ? '' : interval(difference, true);
    }),
  ]);
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(header),
    row(header.map(() => '---')),
    ...lines.map(row),
    '',
    "Means over seeds; in brackets 95 % intervals by Student's t, those of differences paired over seeds.",
    '',
  ].join('\n');
}

function interval({ mean, low, high, count }: Estimate, signed: boolean): string {
  const shown = (value: number): string => {
    const text = (100 * value).toFixed(1);
    return signed && value >= 0 ? `+${text}` : text;
  };
  return count < 2 ? shown(mean) : `${shown(mean)} [${shown(low)}, ${shown(high)}]`;
}
