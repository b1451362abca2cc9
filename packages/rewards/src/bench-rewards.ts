import { DataError } from '@stepgrpo/core';
import { officialRow, readRows } from './conformance-rows';
import type { OfficialRow } from './conformance-rows';
import { judge } from './judge';

/** How fast one kind of completion is judged. */
export interface RewardsBenchRow {
  readonly name: string;
  /** Different completions. */
  readonly completions: number;
  /** Completions judged. */
  readonly judged: number;
  /** Completions per second of processor time, other work of the machine left out. */
  readonly perSecondPerCore: number;
  /** Milliseconds a completion took by the clock: median, 90th and 99th percentile, longest. */
  readonly latencyMs: {
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
    readonly max: number;
  };
}

export interface RewardsBenchOptions {
  /** Processor time to spend on each kind, in ms. */
  readonly budgetMs?: number;
}

/** A reference that is one plain number, and one that is set as mathematics and is none. */
const numeric = /^(?:[^]*### The final answer is:)?\s*\$?-?\d+(?:\.\d+)?\$?\s*$/;
const symbolic = /[\\^{}=<>]|\d[a-z(]|[()[\]]/;

const kinds: readonly (readonly [name: string, belongs: (solution: string, response: string) => boolean])[] =
  [
    // Both sides: a sentence with a fraction in it is no numeric answer.
    ['soft mode, numeric answers', (...sides) => sides.every((side) => numeric.test(side))],
    ['soft mode, symbolic answers', (solution) => !numeric.test(solution) && symbolic.test(solution)],
    ['soft mode, all answers', () => true],
  ];

/**
 * Judges the completions of `official.jsonl` in soft mode, both rewards with key steps and structure, over and over.
 *
 * References are read once and kept, as in training, where each comes back for every completion of its group.
 *
 * Throws  DataError when the folder has no official.jsonl
 */
export async function benchRewards(
  folder: string,
  { budgetMs = 1500 }: RewardsBenchOptions = {},
): Promise<RewardsBenchRow[]> {
  const rows = readRows(folder, 'official.jsonl', officialRow);
  if (rows === null)
    throw new DataError('there is no official.jsonl', 'give the folder of the reward fixtures.', folder);
  return kinds.map(([name, belongs]) =>
    benchKind(
      name,
      rows.filter(
        ({ content, solution }) =>
          typeof content === 'string' && typeof solution === 'string' && belongs(solution, content),
      ),
      budgetMs,
    ),
  );
}

function benchKind(name: string, rows: readonly OfficialRow[], budgetMs: number): RewardsBenchRow {
  const round = (onJudged: (ms: number) => void): void => {
    for (const { content, solution, key_steps: keySteps } of rows) {
      const startedMs = performance.now();
      judge({ response: content, solution, keySteps });
      onJudged(performance.now() - startedMs);
    }
  };
  for (let warmUp = 0; warmUp < 3; warmUp++) round(() => undefined);
  const times: number[] = [];
  let usedMs = 0;
  while (usedMs < budgetMs && rows.length > 0) {
    const before = process.cpuUsage();
    for (let i = 0; i < 4; i++) round((ms) => times.push(ms));
    const { user, system } = process.cpuUsage(before);
    usedMs += (user + system) / 1000;
  }
  times.sort((a, b) => a - b);
  const quantile = (q: number): number =>
    times[Math.min(times.length - 1, Math.floor(q * times.length))] ?? 0;
  return {
    name,
    completions: rows.length,
    judged: times.length,
    perSecondPerCore: usedMs === 0 ? 0 : (1000 * times.length) / usedMs,
    latencyMs: { p50: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99), max: times.at(-1) ?? 0 },
  };
}
