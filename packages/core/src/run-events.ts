import { z } from 'zod';

/** The one schema of `events.jsonl`: what the trainer writes and viewers read. Times are ISO 8601, durations in ms. */
const base = { time: z.string() };
const phase = z.enum(['warmup', 'stepgrpo']);
const numbers = z.record(z.string(), z.number().nullable());

const partSchema = z.object({
  label: z.string(),
  value: z.number(),
  span: z.tuple([z.number().int(), z.number().int()]).readonly().optional(),
  evidence: z.string(),
});

const completionRecord = z.object({
  index: z.number().int(),
  text: z.string(),
  tokens: z.number().int(),
  finishReason: z.enum(['stop', 'length']),
  total: z.number(),
  advantage: z.number(),
  rewards: z.record(
    z.string(),
    z.object({
      /** Of the rule, unweighted; null where it could not grade the sample. */
      value: z.number().nullable(),
      /** What it added to the total: weighted, clipped, gated; absent where it was left out. */
      points: z.number().optional(),
      parts: z.array(partSchema).readonly().optional(),
    }),
  ),
});

/** An interval estimate of a share or a mean. */
export const estimateSchema = z.object({
  mean: z.number(),
  low: z.number(),
  high: z.number(),
  count: z.number().int(),
});
export type Estimate = z.infer<typeof estimateSchema>;

export const runEventSchema = z.discriminatedUnion('kind', [
  z.object({
    ...base,
    kind: z.literal('run-start'),
    config: z.record(z.string(), z.unknown()),
    seed: z.union([z.string(), z.number()]),
    dataHash: z.string(),
    versions: z.record(z.string(), z.string()),
    backend: z.object({ name: z.string(), reason: z.string(), threads: z.number().int() }),
  }),
  z.object({ ...base, kind: z.literal('run-resume'), phase, step: z.number().int() }),
  z.object({ ...base, kind: z.literal('phase-start'), phase, steps: z.number().int() }),
  z.object({
    ...base,
    kind: z.literal('step-end'),
    phase,
    step: z.number().int(),
    metrics: numbers,
    durationMs: z.number(),
    stagesMs: z.record(z.string(), z.number()),
  }),
  z.object({
    ...base,
    kind: z.literal('rollout-end'),
    step: z.number().int(),
    sampleId: z.string(),
    question: z.string(),
    solution: z.string(),
    completions: z.array(completionRecord),
  }),
  z.object({
    ...base,
    kind: z.literal('eval-end'),
    phase: z.enum(['start', 'warmup', 'stepgrpo']),
    step: z.number().int(),
    slice: z.boolean(),
    scores: z.record(z.string(), estimateSchema),
    byCategory: z.record(z.string(), estimateSchema).optional(),
    durationMs: z.number(),
  }),
  z.object({ ...base, kind: z.literal('checkpoint-end'), phase, step: z.number().int(), path: z.string() }),
  z.object({ ...base, kind: z.literal('warning'), message: z.string() }),
  z.object({
    ...base,
    kind: z.literal('run-end'),
    outcome: z.enum(['done', 'interrupted']),
    durationMs: z.number(),
  }),
]);

/** One line of the run log. */
export type RunEvent = z.infer<typeof runEventSchema>;
