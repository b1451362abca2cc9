import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import { z } from 'zod';

/** A value, or the class of the Python exception in its place. */
const outcome = <T extends z.ZodType>(value: T) => z.union([value, z.object({ error: z.string() })]);

/** A row of official.jsonl. */
export const officialRow = z.object({
  id: z.string(),
  content: z.unknown(),
  solution: z.unknown(),
  key_steps: z.unknown(),
  accuracy: outcome(z.number()),
  validity: outcome(z.number()),
  detail: z.object({
    completeness: outcome(z.boolean()),
    logic: outcome(z.boolean()),
    key_ratio: outcome(z.number()),
    string_match: outcome(z.boolean()),
  }),
});
export type OfficialRow = z.infer<typeof officialRow>;

/** A row of paper-mode.jsonl. */
export const paperRow = z.object({
  id: z.string(),
  answer: z.string().nullable(),
  correct: z.boolean(),
  key_ratio: z.number().nullable(),
  accuracy: z.number(),
  complete: z.boolean(),
  logic: z.boolean(),
  validity: z.number(),
});
export type PaperRow = z.infer<typeof paperRow>;

/** A row of math-equivalence.jsonl. */
export const equivalenceRow = z.object({
  id: z.string(),
  gold: z.string(),
  prediction: z.string(),
  equivalent: z.boolean(),
  reversed: z.boolean().optional(),
  disputed: z.boolean().optional(),
  correct: z.boolean().optional(),
});
export type EquivalenceRow = z.infer<typeof equivalenceRow>;

/** A row of math-verify-suite.jsonl. */
export const suiteRow = z.object({
  gold: z.string(),
  prediction: z.string(),
  expected: z.boolean(),
  options: z.object({
    extract: z.array(z.string()),
    boxed_match_priority: z.number(),
    float_rounding: z.number(),
    strict: z.boolean(),
    allow_set_relation_comp: z.boolean(),
  }),
});
export type SuiteRow = z.infer<typeof suiteRow>;

/** The rows of a JSON Lines file; null when it is absent. Throws DataError on a broken line. */
export function readRows<T extends z.ZodType>(folder: string, file: string, schema: T): z.infer<T>[] | null {
  const path = join(folder, file);
  if (!existsSync(path)) return null;
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, i): z.infer<T>[] => {
      if (line.trim() === '') return [];
      const place = `${path}:${i + 1}`;
      let json: unknown;
      try {
        json = JSON.parse(line);
      } catch (cause) {
        throw new DataError('the line is not JSON', 'repair or remove the line.', place, { cause });
      }
      const parsed = schema.safeParse(json);
      if (parsed.success) return [parsed.data];
      throw new DataError(
        `the row is not as expected: ${parsed.error.issues[0]!.message}`,
        'compare it with the README beside the fixtures.',
        place,
        { cause: parsed.error },
      );
    });
}
