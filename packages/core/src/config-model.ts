import { z } from 'zod';

const positiveInt = z.number().int().positive();

const textLinears = ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'] as const;

/** Adapters on the linears of a model. */
export const loraSchema = z.strictObject({
  rank: positiveInt.default(16).describe('r, the inner width of an adapter.'),
  alpha: z.number().positive().default(32).describe('An adapter is scaled by alpha / rank.'),
  dropout: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe("Share of an adapter's inputs that training sets to 0; sampling and evaluation use all."),
  targets: z
    .array(z.string())
    .min(1)
    .default([...textLinears])
    .describe(
      'Linears with an adapter: those of the text decoder, and qkv, proj, fc1, fc2 of the vision tower.',
    ),
  vision: z.boolean().default(false).describe('Also every linear in the blocks of the vision tower.'),
  rslora: z.boolean().default(false).describe('Scale by alpha / sqrt(rank) instead.'),
});

/** Which model, and how it is opened. */
export const modelSchema = z
  .strictObject({
    path: z
      .string()
      .optional()
      .describe(
        'Directory of a Hugging Face checkpoint, or its name on the Hub, e.g. "Qwen/Qwen2-VL-2B-Instruct".',
      ),
    preset: z.string().optional().describe('A named size with seeded random weights, e.g. "digits".'),
    vocabSize: positiveInt
      .optional()
      .describe('Tokens of the tokenizer made for a preset, special tokens included.'),
    maxPixels: positiveInt.optional().describe("Upper bound of an image's area; overrides the processor's."),
    minPixels: positiveInt.optional().describe("Lower bound of an image's area; overrides the processor's."),
    lora: loraSchema
      .optional()
      .describe('Train low-rank adapters and freeze the weights. Absent: train every weight.'),
  })
  .refine((model) => (model.path === undefined) !== (model.preset === undefined), {
    message: 'give exactly one of "path" (a checkpoint directory) and "preset" (a named size)',
  });
