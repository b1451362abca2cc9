import { z } from 'zod';

/** The tables of the StepGRPO phase that change what is learned from a generation. */
const positiveInt = z.number().int().positive();
const count = z.number().int().nonnegative();
const share = z.number().gt(0).max(1);

export const klControllerSchema = z.strictObject({
  target: z
    .number()
    .positive()
    .describe('Divergence to keep, nats; klCoefficient is where the weight begins.'),
  horizon: positiveInt
    .default(10_000)
    .describe('Completions over which the weight may change by its own size.'),
});

export const entropySchema = z.strictObject({
  coefficient: z.number().nonnegative().describe('Weight of the entropy bonus, or where it begins.'),
  target: z
    .number()
    .positive()
    .optional()
    .describe('Adapts the weight: the bonus acts while the mean entropy, in nats, is at or below this.'),
  delta: z.number().positive().default(0.005).describe('How much an adaptive weight moves per update.'),
  min: z.number().nonnegative().default(0).describe('Lowest adaptive weight.'),
  max: z.number().nonnegative().default(1).describe('Highest adaptive weight.'),
});

export const referenceSyncSchema = z.strictObject({
  everyUpdates: positiveInt.default(512).describe('Updates between two moves of the reference policy.'),
  alpha: share.default(0.6).describe('Share of the current policy in the moved reference.'),
});

export const dynamicSamplingSchema = z.strictObject({
  maxRounds: positiveInt.default(20).describe('Rounds of drawing per step at most, the first included.'),
  rule: z
    .string()
    .optional()
    .describe('Keep groups by the mean value of this reward rule; absent: keep groups whose totals differ.'),
  low: z.number().default(0.01).describe('With a rule: keep groups whose mean value is above this.'),
  high: z.number().default(0.99).describe('With a rule: keep groups whose mean value is below this.'),
});

export const stepwiseSchema = z.strictObject({
  normalization: z
    .enum(['group-steps', 'step-index', 'none'])
    .default('group-steps')
    .describe('What a step is compared with: all steps of its group, those at its place, or nothing.'),
  reduce: z
    .enum(['sum', 'min'])
    .default('sum')
    .describe('A token is credited with the sum of its own and later steps, or with the worst of them.'),
  gamma: z.number().min(0).max(1).default(1).describe('Discount per later step, for sum.'),
  epsilon: z.number().nonnegative().default(1e-4).describe('Added to the standard deviation of the steps.'),
  processWeight: z.number().default(1).describe('Weight of the credit from steps.'),
  outcomeWeight: z.number().default(0).describe("Weight of the completion's own advantage."),
});

export const doctorSchema = z.strictObject({
  everySteps: count
    .default(50)
    .describe(
      "Steps between comparisons of the sampler's log-probabilities with the trainer's; 0 is only at the start.",
    ),
  completions: count.default(8).describe('Completions compared; 0 never compares.'),
  maxDifference: z
    .number()
    .positive()
    .default(0.05)
    .describe('Mean absolute difference, in nats, above which the run stops with a diagnosis.'),
});
