import { z } from 'zod';
import { contradictions } from './config-contradictions';
import { modelSchema, type loraSchema } from './config-model';
import {
  doctorSchema,
  dynamicSamplingSchema,
  entropySchema,
  klControllerSchema,
  referenceSyncSchema,
  stepwiseSchema,
} from './config-objective';

/**
 * The one shape of a run. Types are inferred from it, defaults live only here, and an unknown key is an error.
 * `docs/configuration.md` is generated from the descriptions.
 */
const positiveInt = z.number().int().positive();
const count = z.number().int().nonnegative();
const probability = z.number().gt(0).max(1);

const optimSchema = z.strictObject({
  learningRate: z.number().positive().describe('Peak learning rate of AdamW.'),
  weightDecay: z.number().nonnegative().default(0).describe('Decoupled weight decay, on matrices only.'),
  beta1: z.number().min(0).lt(1).default(0.9).describe('Decay of the first moment of AdamW.'),
  beta2: z.number().min(0).lt(1).default(0.999).describe('Decay of the second moment of AdamW.'),
  epsilon: z.number().positive().default(1e-8).describe('Added to the root of the second moment.'),
  schedule: z
    .enum(['constant', 'linear', 'cosine'])
    .default('cosine')
    .describe('Shape after the warm-up, down to 0.'),
  warmupRatio: z
    .number()
    .min(0)
    .lt(1)
    .default(0.03)
    .describe('Share of the updates with a linearly rising rate.'),
  maxGradNorm: z
    .number()
    .positive()
    .default(1)
    .describe('Global gradient norm above which gradients are scaled down.'),
  microBatchSize: positiveInt.default(4).describe('Sequences per forward and backward pass.'),
});

const warmupOptimSchema = optimSchema.extend({
  accumulation: positiveInt.default(1).describe('Micro-batches per update.'),
});

/** Linears of the text decoder, by their names in PEFT. */
const dataSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('digits'),
    split: z.enum(['train', 'test']).describe('Split of the handwritten digits the images are drawn from.'),
    count: positiveInt.describe('Samples to make.'),
    seed: z.union([z.string(), z.number()]).default(0).describe('Which samples are made.'),
    digits: z
      .tuple([positiveInt, positiveInt])
      .default([2, 4])
      .describe('Fewest and most digits in an image.'),
    kinds: z.array(z.string()).optional().describe('Question kinds; all of them when absent.'),
    shortcuts: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('Share of the reasoning paths that jump to the answer without a step.'),
  }),
  z.strictObject({
    kind: z.literal('r1-vl'),
    path: z.string().describe('JSON or JSONL in the layout of R1-VL-10K.'),
    imageRoot: z
      .string()
      .optional()
      .describe("Directory that image paths are relative to; the file's own when absent."),
    limit: positiveInt.optional().describe('Only the first so many samples.'),
  }),
  z.strictObject({
    kind: z.literal('sft'),
    path: z.string().describe('JSON or JSONL in the Mulberry / LLaMA-Factory layout (messages, images).'),
    imageRoot: z
      .string()
      .optional()
      .describe("Directory that image paths are relative to; the file's own when absent."),
    limit: positiveInt.optional().describe('Only the first so many samples.'),
  }),
]);

const warmupSchema = z.strictObject({
  data: dataSourceSchema,
  epochs: z.number().positive().default(2).describe('Passes over the data; a fraction stops early.'),
  optim: warmupOptimSchema,
});

const rewardSchema = z
  .strictObject({
    name: z.string().optional().describe('A rule of @stepgrpo/rewards.'),
    module: z
      .string()
      .min(1)
      .optional()
      .describe('Path of a JavaScript module that exports a rule, relative to this file; instead of `name`.'),
    weight: z.number().default(1).describe("Factor of the rule's points in the total reward."),
    options: z.record(z.string(), z.unknown()).default({}).describe("The rule's own options."),
    clip: z
      .tuple([z.number(), z.number()])
      .refine(([low, high]) => low <= high, 'the first number is above the second')
      .optional()
      .describe("Bounds that the rule's points are cut to, before the weight."),
    gate: z
      .string()
      .optional()
      .describe(
        'Another rule of this list: where it is not satisfied, points are withheld and penalties stay.',
      ),
    gateAt: z
      .number()
      .optional()
      .describe('Points of the gate from which on it is satisfied; its full marks when absent.'),
  })
  .refine((reward) => (reward.name === undefined) !== (reward.module === undefined), {
    message: 'give exactly one of "name" (a rule of @stepgrpo/rewards) and "module" (the path of your own)',
  });

const rlSchema = z
  .strictObject({
    data: dataSourceSchema,
    steps: positiveInt.describe(
      'Generations; each is one update unless iterations or updatesPerGeneration say more.',
    ),
    promptsPerStep: positiveInt.describe('Samples per generation.'),
    groupSize: z.number().int().min(2).default(4).describe('G, completions per sample.'),
    temperature: z.number().positive().default(1).describe('Logits are divided by it before a draw.'),
    topP: probability
      .default(1)
      .describe('Draw from the fewest tokens whose probability reaches this; 1 keeps all.'),
    topK: count.default(0).describe('Draw from this many most probable tokens; 0 keeps all.'),
    minP: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe(
        'Draw from tokens at least this many times as probable as the most probable one; 0 keeps all.',
      ),
    repetitionPenalty: z
      .number()
      .positive()
      .default(1)
      .describe('Logits of tokens already in the sequence are divided by it, or multiplied where negative.'),
    maxPromptTokens: positiveInt
      .default(512)
      .describe('Samples with a longer prompt are listed and left out.'),
    maxCompletionTokens: positiveInt.default(1024).describe('Longest completion, end token included.'),
    klCoefficient: z
      .number()
      .nonnegative()
      .default(0.04)
      .describe('Weight of the k3 KL term to the reference policy.'),
    advantage: z
      .string()
      .default('group-normalized')
      .describe('How rewards become advantages: an estimator of @stepgrpo/advantage.'),
    advantageOptions: z.record(z.string(), z.unknown()).default({}).describe("The estimator's own options."),
    rewards: z.array(rewardSchema).min(1).describe('Rules whose weighted points add up to the reward.'),
    objective: z
      .string()
      .default('step-grpo')
      .describe('How advantages become a loss: an objective of @stepgrpo/optim.'),
    objectiveOptions: z
      .record(z.string(), z.unknown())
      .default({})
      .describe(
        'What to change about the objective: clip ranges, ratio, aggregation, kl, topEntropy, mismatch, …',
      ),
    stepwise: stepwiseSchema
      .optional()
      .describe(
        'Credit for the steps of a response to their own tokens. Absent: one advantage per completion.',
      ),
    iterations: positiveInt.default(1).describe('Passes over the completions of a generation.'),
    updatesPerGeneration: positiveInt
      .default(1)
      .describe('Updates per pass, each from an equal share of the shuffled completions.'),
    maskTruncated: z
      .boolean()
      .default(false)
      .describe('Learn nothing from completions that reached the length limit; they stay in the baseline.'),
    klIn: z
      .enum(['loss', 'reward'])
      .default('loss')
      .describe('Where the KL term is: in the loss, or (as k1, summed over tokens) taken off the reward.'),
    klController: klControllerSchema.optional().describe('Adapts the KL weight. Absent: it is fixed.'),
    entropy: entropySchema.optional().describe('Entropy bonus. Absent: none.'),
    referenceSync: referenceSyncSchema
      .optional()
      .describe('Moves the reference policy towards the current one. Absent: it stays as it was.'),
    dynamicSampling: dynamicSamplingSchema
      .optional()
      .describe('Draws again for groups that teach nothing. Absent: they are counted and kept.'),
    doctor: doctorSchema
      .prefault({})
      .describe("Compares the sampler's log-probabilities with the trainer's."),
    optim: optimSchema,
  })
  .refine((rl) => new Set(rl.rewards.map(({ name, module }) => name ?? module)).size === rl.rewards.length, {
    message: 'a reward rule is listed twice',
    path: ['rewards'],
  })
  .superRefine((rl, context) => {
    for (const { path, message } of contradictions(rl))
      context.addIssue({ code: 'custom', path: [...path], message });
  });

const evalSchema = z.strictObject({
  data: dataSourceSchema,
  maxCompletionTokens: positiveInt.default(1024).describe('Longest completion, end token included.'),
  batchSize: positiveInt.default(64).describe('Samples decoded at once.'),
  everySteps: count
    .default(0)
    .describe('Evaluate a slice every so many steps of the RL phase; 0 is only at the ends.'),
  sliceSize: positiveInt.default(200).describe('Samples of such a slice.'),
});

const outputSchema = z.strictObject({
  export: z
    .enum(['merged', 'adapter', 'both'])
    .default('merged')
    .describe(
      'What `final` holds after LoRA: merged weights, the adapter alone, or merged weights with the adapter in `adapter`.',
    ),
});

const runSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, dot, dash and underscore only')
    .describe('Directory name under `runs`.'),
  seed: z.union([z.string(), z.number()]).default(0).describe('Seed of everything random in the run.'),
  model: modelSchema,
  warmup: warmupSchema
    .optional()
    .describe('Policy warm-up: supervised training on reasoning paths. Absent: skipped.'),
  stepgrpo: rlSchema.optional().describe('StepGRPO. Absent: skipped.'),
  eval: evalSchema.optional().describe('Held-out evaluation. Absent: skipped.'),
  checkpoints: z
    .strictObject({
      everySteps: count
        .default(0)
        .describe('Steps between checkpoints; 0 is only at the ends and on interruption.'),
      keep: positiveInt.default(2).describe('How many of the latest to keep.'),
    })
    .default({ everySteps: 0, keep: 2 }),
  backend: z
    .strictObject({
      prefer: z.string().optional().describe('ort-cpu, ort-cuda, tfjs-node-gpu, tfjs-node or tfjs-cpu.'),
      threads: positiveInt.optional().describe('Intra-op threads; the number of cores when absent.'),
    })
    .default({}),
  output: outputSchema.default({ export: 'merged' }),
});

export const runConfigSchema = runSchema
  .refine(({ model, output }) => model.lora !== undefined || output.export === 'merged', {
    message: 'an adapter can be exported only where [model.lora] trains one',
    path: ['output', 'export'],
  })
  .refine(({ model, stepgrpo }) => model.lora === undefined || stepgrpo?.referenceSync === undefined, {
    message: 'with [model.lora] the reference is the model without its adapter and cannot move; leave it out',
    path: ['stepgrpo', 'referenceSync'],
  });

/** A run with every default filled in. */
export type RunConfig = z.infer<typeof runConfigSchema>;
/** A run as written by a person. */
export type RunConfigInput = z.input<typeof runConfigSchema>;
export type OptimConfig = z.infer<typeof optimSchema>;
export type DataSourceConfig = z.infer<typeof dataSourceSchema>;
export type WarmupConfig = z.infer<typeof warmupSchema>;
export type RlConfig = z.infer<typeof rlSchema>;
export type StepwiseConfig = z.infer<typeof stepwiseSchema>;
export type DoctorConfig = z.infer<typeof doctorSchema>;
export type EvalConfig = z.infer<typeof evalSchema>;
export type LoraConfig = z.infer<typeof loraSchema>;
export type ModelConfig = z.infer<typeof modelSchema>;
export type RewardConfig = z.infer<typeof rewardSchema>;
