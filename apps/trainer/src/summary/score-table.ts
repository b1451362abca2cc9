import type { Estimate } from '@stepgrpo/core';
import type { EvaluationColumn } from './run-summary';

/** How a score is called and written for people. */
interface ScoreStyle {
  readonly label: string;
  readonly unit: 'percent' | 'points';
}

const styles: Readonly<Record<string, ScoreStyle>> = {
  accuracy: { label: 'correct answers', unit: 'percent' },
  'step-accuracy': { label: 'StepRAR', unit: 'points' },
  'step-validity': { label: 'StepRVR', unit: 'points' },
  'valid-format': { label: 'valid format', unit: 'percent' },
};

/** Rows of a table, header first: one row per score that every evaluation of a run is read by. */
export function scoreRows(columns: readonly EvaluationColumn[]): readonly (readonly string[])[] {
  const names = new Set(columns.flatMap(({ scores }) => Object.keys(scores)));
  const known = Object.keys(styles).filter((name) => names.has(name));
  const others = [...names].filter((name) => !(name in styles) && name !== 'parsed');
  return [
    ['', ...columns.map(({ label }) => label)],
    ...[...known, ...others].map((name) => {
      const { label, unit } = styles[name] ?? { label: name, unit: 'points' };
      return [label, ...columns.map(({ scores }) => estimateText(scores[name], unit))];
    }),
  ];
}

/**
 * An estimate with its 95 % interval.
 *
 * Example  estimateText({ mean: 0.5, low: 0.4, high: 0.6, count: 100 }, 'percent') // '50.0 % [40.0, 60.0]'
 */
export function estimateText(estimate: Estimate | undefined, unit: ScoreStyle['unit']): string {
  if (estimate === undefined) return '–';
  const { mean, low, high } = estimate;
  const [factor, digits, suffix] = unit === 'percent' ? [100, 1, ' %'] : [1, 3, ''];
  const [shownMean, shownLow, shownHigh] = [mean, low, high].map((x) => (x * factor).toFixed(digits));
  return `${shownMean}${suffix} [${shownLow}, ${shownHigh}]`;
}

/** Pads the cells of a table so that its columns line up. */
export function alignedLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  );
}
