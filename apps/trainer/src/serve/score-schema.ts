import { z } from 'zod';

/** Bounds of what one request may hold; the size of its body is bounded by the server. */
export const maxItems = 4096;
const maxTokens = 1_000_000;

const text = z.string();

/** A question as a client sends it. */
export const sampleSchema = z.strictObject({
  id: text.optional().describe('Comes back with the result.'),
  question: text.optional(),
  solution: text.describe('The reference answer, or a solution that ends in it.'),
  keySteps: z
    .array(z.array(text))
    .optional()
    .describe('Key reasoning steps, each a list of texts that say the same.'),
});

/** The body of `POST /v1/score`. */
export const scoreRequestSchema = z.strictObject({
  items: z
    .array(
      z.strictObject({
        sample: sampleSchema,
        completion: text.describe('What the policy wrote, without the prompt.'),
        tokens: z
          .number()
          .int()
          .min(0)
          .max(maxTokens)
          .optional()
          .describe('Tokens of the completion, for rules that count them; 0 when absent.'),
      }),
    )
    .min(1)
    .max(maxItems),
});
export type ScoreRequest = z.infer<typeof scoreRequestSchema>;
export type ScoreItem = ScoreRequest['items'][number];

const partSchema = z.object({
  label: text,
  value: z.number(),
  span: z.array(z.number().int()).min(2).max(2).optional().describe('[start, end) in UTF-16 code units.'),
  evidence: text,
});

const rewardSchema = z.object({
  value: z
    .number()
    .nullable()
    .describe('Reward points before weighting; null when the rule cannot grade it.'),
  parts: z.array(partSchema).optional().describe('Where the points come from; they add up to `value`.'),
  reason: text.optional().describe('Why the rule cannot grade it.'),
});

/** The reply of `POST /v1/score`. */
export const scoreReplySchema = z.object({
  results: z.array(
    z.object({
      id: text.optional(),
      total: z
        .number()
        .nullable()
        .describe('Weighted sum over the rules that can grade it; null when none can.'),
      rewards: z.record(text, rewardSchema).describe('By name of the rule.'),
    }),
  ),
});
export type ScoreReply = z.infer<typeof scoreReplySchema>;
export type ScoreResult = ScoreReply['results'][number];

/** Every error has this shape. */
export const errorSchema = z.object({ error: z.object({ code: text, message: text }) });

/** A schema for fastify and OpenAPI 3.1. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output' = 'input'): Record<string, unknown> {
  const { $schema: _$schema, ...body } = z.toJSONSchema(schema, { target: 'draft-7', io }) as Record<
    string,
    unknown
  >;
  return body;
}
