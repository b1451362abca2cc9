import type { Estimate } from '@stepgrpo/core';
import type { Evaluation } from './evaluation';

/** Evaluations to set side by side, by the heading of their column. */
export type ReportColumns = Readonly<Record<string, Evaluation>>;

/**
 * A text table of evaluations side by side: shares in per cent, scores in their own unit, 95 % intervals in brackets.
 *
 * Example  reportTable({ 'after warm-up': first, 'after StepGRPO': second })
 */
export function reportTable(columns: ReportColumns): string {
  const evaluations = Object.values(columns);
  const row = (label: string, cell: (evaluation: Evaluation) => string): string[] => [
    label,
    ...evaluations.map(cell),
  ];
  const keysOf = (part: (evaluation: Evaluation) => object): string[] => [
    ...new Set(evaluations.flatMap((evaluation) => Object.keys(part(evaluation)))),
  ];
  const categories = keysOf((evaluation) => evaluation.byCategory);
  return alignColumns([
    ['', ...Object.keys(columns)],
    row('accuracy', ({ accuracy }) => percent(accuracy)),
    row('answer readable', ({ parsed }) => percent(parsed)),
    ...keysOf(({ scores, ungraded }) => ({ ...scores, ...ungraded })).map((name) =>
      row(name, ({ scores, ungraded }) => plain(scores[name], ungraded[name])),
    ),
    row('items', ({ records }) => String(records.length)),
    ...(categories.length === 0 ? [] : [['accuracy by category']]),
    ...categories.map((name) => row(`  ${name}`, ({ byCategory }) => percent(byCategory[name]))),
  ]);
}

/** The same as plain data for a JSON file, without the records. */
export function reportJson(columns: ReportColumns): Record<string, Omit<Evaluation, 'records'>> {
  return Object.fromEntries(
    Object.entries(columns).map(([label, { records: _records, ...averages }]) => [label, averages]),
  );
}

function percent(estimate: Estimate | undefined): string {
  if (estimate === undefined) return '-';
  const [mean, low, high] = [estimate.mean, estimate.low, estimate.high].map((x) => (100 * x).toFixed(1));
  return `${mean} % [${low}, ${high}]`;
}

function plain(estimate: Estimate | undefined, ungraded: number | undefined): string {
  const left = ungraded === undefined ? '' : ` (${ungraded} not gradable)`;
  if (estimate === undefined) return `-${left}`;
  const [mean, low, high] = [estimate.mean, estimate.low, estimate.high].map((x) => x.toFixed(3));
  return estimate.count === 1 ? `${mean}${left}` : `${mean} [${low}, ${high}]${left}`;
}

function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
