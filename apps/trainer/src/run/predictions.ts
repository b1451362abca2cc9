import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Evaluation } from '@stepgrpo/bench';

/** Writes what a policy answered and how it was graded: one JSON line per item, in the benchmark's order. */
export function writePredictions(path: string, { records }: Pick<Evaluation, 'records'>): void {
  const lines = records.map(({ completion, ...record }) =>
    JSON.stringify({ ...record, text: completion.text, finishReason: completion.finishReason }),
  );
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
}
