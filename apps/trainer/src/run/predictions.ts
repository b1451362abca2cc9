import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Evaluation } from '@stepgrpo/bench';
import { DataError } from '@stepgrpo/core';
import { z } from 'zod';

const predictionSchema = z.object({
  index: z.number().int(),
  sampleId: z.string(),
  question: z.string(),
  solution: z.string(),
  category: z.string().optional(),
  grade: z.object({ verdict: z.enum(['correct', 'wrong', 'unparsed']), read: z.string().nullable() }),
  scores: z.record(z.string(), z.number().nullable()),
  text: z.string(),
  finishReason: z.enum(['stop', 'length']),
});

/** A held-out question, what the policy answered and how it was graded. */
export type Prediction = z.infer<typeof predictionSchema>;

/** Writes what a policy answered and how it was graded: one JSON line per item, in the benchmark's order. */
export function writePredictions(path: string, { records }: Pick<Evaluation, 'records'>): void {
  const lines = records.map(({ completion, ...record }) =>
    JSON.stringify({ ...record, text: completion.text, finishReason: completion.finishReason }),
  );
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
}

/** Reads what `writePredictions` wrote; empty when there is no file. Throws DataError that names a broken line. */
export function readPredictions(path: string): readonly Prediction[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line, i) => {
    try {
      return predictionSchema.parse(JSON.parse(line));
    } catch (cause) {
      throw new DataError('is not a prediction.', 'evaluate again.', `${path}:${i + 1}`, { cause });
    }
  });
}
