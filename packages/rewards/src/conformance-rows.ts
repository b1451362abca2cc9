import { z } from 'zod';

const outcome = <T extends z.ZodType>(value: T) => z.union([value, z.object({ error: z.string() })]);

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
export const equivalenceRow = z.object({
  id: z.string(),
  gold: z.string(),
  prediction: z.string(),
  equivalent: z.boolean(),
  reversed: z.boolean().optional(),
  disputed: z.boolean().optional(),
  correct: z.boolean().optional(),
});
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
