import { stepwise, type StepwiseOptions } from '@stepgrpo/advantage';
import { createRng, runConfigSchema, scored, type Completion } from '@stepgrpo/core';
import type { TrainablePolicy } from '@stepgrpo/model';
import { objective } from '@stepgrpo/optim';
import { tf } from '@stepgrpo/tensor';
import { openStepGrpo } from '../phases/stepgrpo';
import { silentReporter } from '../progress/reporter';
import { openSession } from '../session';
import { createCollaborators } from '../wire';

jest.setTimeout(240_000);

/** Four completions of 12 tokens in four steps, of which one each is rewarded: the second, first, last and third. */
const rewarded = [1, 0, 3, 2];
const ends = [2, 5, 8, 11];
const width = 12;

/** d loss / d log-probabilities, by tfjs, with one step of each completion rewarded and the others as given. */
function gradientOf(elsewhere: number, options: StepwiseOptions): number[][] {
  const group = rewarded.map((k, i) => ({
    tokens: width,
    steps: ends.map((end, j) => ({ end, reward: j === k ? 1 + i : elsewhere })),
  }));
  const advantages = tf.tensor2d(stepwise(options).estimate([group])[0]!);
  const rng = createRng('log-probs');
  const logProbs = tf.tensor2d(rewarded.map(() => Array.from({ length: width }, () => -rng.uniform())));
  const scalars = { denominator: tf.scalar(4), rows: tf.scalar(4), tokens: tf.scalar(4 * width) };
  const batch = { mask: tf.ones([4, width]), advantages, scalars };
  const loss = (x: tf.Tensor): tf.Tensor =>
    objective('step-grpo').loss({ logProbs: x }, batch).loss.asScalar();
  return tf.grad(loss)(logProbs).arraySync() as number[][];
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it.each<[string, number, StepwiseOptions]>([
  ['nothing is compared and others earn nothing', 0, { normalization: 'none' }],
  ['nothing is compared, the worst counts', Number.NaN, { normalization: 'none', reduce: 'min' }],
  ['the group is compared and others could not be judged', Number.NaN, { normalization: 'group-steps' }],
])('moves only the tokens up to the rewarded step where %s', (_name, elsewhere, options) => {
  gradientOf(elsewhere, options).forEach((row, i) => {
    const last = ends[rewarded[i]!]!;
    row.forEach((value, t) => {
      if (t > last) expect(Math.abs(value)).toBe(0);
      else expect(value).not.toBe(0);
    });
  });
});

it('is StepGRPO to the bit with process weight 0', async () => {
  const digits = { kind: 'digits', split: 'train', count: 4, digits: [2, 2], kinds: ['sum'] };
  const optim = { learningRate: 0.01, microBatchSize: 2, schedule: 'constant', warmupRatio: 0 };
  const config = runConfigSchema.parse({
    name: 'bitwise',
    model: { preset: 'tiny', vocabSize: 300 },
    backend: { threads: 1 },
    stepgrpo: {
      data: digits,
      steps: 2,
      promptsPerStep: 1,
      groupSize: 4,
      maxCompletionTokens: 8,
      klCoefficient: 0,
      rewards: [{ name: 'first-token' }],
      optim,
    },
  });
  const score = (_sample: unknown, { tokenIds }: Completion) => scored(tokenIds[0]! % 7);
  const rules = [{ weight: 1, rule: { name: 'first-token', range: [0, 6] as const, score } }];
  const bytesOf = ({ weights }: TrainablePolicy): readonly Uint8Array[] =>
    Object.values(weights).map(({ data }) => new Uint8Array(data.slice().buffer));
  let initial: readonly Uint8Array[] = [];
  const weightsAfter = async (stepwiseOptions: object | undefined): Promise<readonly Uint8Array[]> => {
    const stepgrpo = { ...config.stepgrpo, ...(stepwiseOptions && { stepwise: stepwiseOptions }) };
    const session = await openSession(runConfigSchema.parse({ ...config, stepgrpo }), {
      collaborators: { ...createCollaborators(), createRules: async () => rules },
      reporter: silentReporter,
    });
    initial = bytesOf(session.policy);
    const phase = await openStepGrpo(session, { reference: null, indices: [0, 1, 2, 3] });
    try {
      for (const step of [0, 1]) await phase.step(step);
      return bytesOf(session.policy);
    } finally {
      await phase.updater.dispose();
      await session.dispose();
    }
  };
  const classic = await weightsAfter(undefined);
  const credited = await weightsAfter({ processWeight: 0, outcomeWeight: 1 });
  expect(credited.every((bytes, i) => Buffer.compare(bytes, classic[i]!) === 0)).toBe(true);
  expect(initial.every((bytes, i) => Buffer.compare(bytes, classic[i]!) === 0)).toBe(false);
});
