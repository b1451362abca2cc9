import { z } from 'zod';
import { limitsSchema, rowSchema, type Row } from './entry';
import { machineSchema, type Machine } from './machine';

/** The file `--json` writes. */
export const reportSchema = z.object({
  machine: machineSchema,
  limits: limitsSchema,
  rows: z.array(rowSchema),
});
export type Report = z.infer<typeof reportSchema>;

const head = ['entry', 'value', 'unit', 'limit', 'share', 'peak memory', 'range', 'also'] as const;

/** One line about the machine. */
export function machineLine({
  processor,
  threads,
  memoryBytes,
  platform,
  node,
  loadBefore,
}: Machine): string {
  const memory = `${(memoryBytes / 1e9).toFixed(0)} GB`;
  return `${processor}, ${threads} threads, ${memory}, ${platform}, Node ${node}; load before: ${loadBefore.toFixed(1)}`;
}

/** Rows as a Markdown table, columns aligned. */
export function table(rows: readonly Row[]): string {
  const cells = [[...head], ...rows.map(rowCells)];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(cells[0] ?? []), rule, ...cells.slice(1).map(line)].join('\n');
}

function rowCells({ name, value, unit, limit, share, peakRssBytes, details }: Row): string[] {
  const { leastMs, mostMs, passes, ...rest } = details;
  const range =
    leastMs === undefined || mostMs === undefined
      ? ''
      : `${short(leastMs)} to ${short(mostMs)} ms, ${passes} passes`;
  const also = Object.entries(rest).map(([key, number]) => `${key} ${short(number)}`);
  return [
    name,
    short(value),
    unit,
    limit === null ? '' : short(limit),
    share === null ? '' : share.toFixed(2),
    `${(peakRssBytes / 1e6).toFixed(0)} MB`,
    range,
    also.join(', '),
  ];
}

/** Three digits, or whole where there are more. */
function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
