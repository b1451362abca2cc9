import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng, type EncodedPrompt, type LoraConfig, type TrainingSequence } from '@stepgrpo/core';
import { hostTensor, resolveBackend, tf, type Backend } from '@stepgrpo/tensor';
import { decodeGreedily } from '../conformance/greedy-checks';
import { createAdapter, type Adapter } from '../lora/adapter';
import { mergeAdapter } from '../lora/merge-adapter';
import { presets } from '../presets';
import { createTextBundle } from '../text-bundle-create';
import { vocabularyOf } from '../vocabulary';
import { createPolicy } from './create-policy';
import { loadPolicy } from './load-policy';
import type { TrainablePolicy } from './trainable-policy';

jest.setTimeout(60_000); // compiling takes a while on a busy machine

const lora: LoraConfig = {
  rank: 3,
  alpha: 6,
  dropout: 0.3,
  targets: ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'],
  vision: true,
  rslora: false,
};
const limits = { minPixels: 28 * 28, maxPixels: 28 * 112 };

let backend: Backend;
let base: TrainablePolicy;
let sequences: TrainingSequence[];
let prompts: EncodedPrompt[];
let fresh: Adapter;
/** With B drawn as well, so that it changes every linear. */
let trained: Adapter;

beforeAll(async () => {
  ({ backend } = await resolveBackend());
  const text = createTextBundle({ corpus: ['What is the sum?'], vocabSize: 300, ...limits });
  const config = { ...presets.get('tiny')(vocabularyOf(text)), initializerRange: 0.2 };
  base = createPolicy({ config, text, backend, rng: createRng(7) });
  const image = {
    kind: 'pixels' as const,
    width: 84,
    height: 28,
    data: Uint8Array.from({ length: 84 * 28 * 3 }, (_, i) => (i * 37) % 251),
  };
  const sample = { id: 'a', question: 'What is the sum?', images: [image], solution: '1', keySteps: [] };
  prompts = [await base.encode(sample), await base.encode({ ...sample, images: [] })];
  sequences = prompts.map((prompt, i) => ({ prompt, completionIds: [40 + i, 50, 60 + i, 70] }));
  fresh = createAdapter(config, lora, createRng('lora'));
  const drawn = createRng('trained');
  const moved = Object.entries(fresh.weights).map(([name, tensor]) => {
    if (!name.endsWith('.lora_B.weight')) return [name, tensor] as const;
    const rng = drawn.fork(name);
    const data = Float32Array.from({ length: tensor.data.length }, () => 0.1 * rng.normal());
    return [name, hostTensor(data, tensor.shape)] as const;
  });
  trained = { config: lora, weights: Object.fromEntries(moved) };
});

afterAll(async () => {
  await base.dispose();
  await backend.dispose();
});

const scoresOf = async (policy: TrainablePolicy): Promise<number[][]> =>
  (await policy.logProbs(sequences)).map((row) => [...row]);
const furthest = (a: number[][], b: number[][]): number =>
  Math.max(...a.flatMap((row, i) => row.map((value, t) => Math.abs(value - (b[i]?.[t] ?? NaN)))));

it('changes nothing, to the bit, while B is 0', async () => {
  const policy = base.withAdapter(fresh);
  expect(await scoresOf(policy)).toEqual(await scoresOf(base));
  await policy.dispose();
});

it('scores the same applied and merged, and is the base again once taken off', async () => {
  const policy = base.withAdapter(trained);
  const before = Object.fromEntries(
    Object.entries(base.weights).map(([name, { data }]) => [name, Buffer.from(data.slice().buffer)]),
  );
  const applied = await scoresOf(policy);
  expect(furthest(applied, await scoresOf(base))).toBeGreaterThan(0.05);
  const { weights, unmerge } = mergeAdapter(policy.weights);
  const merged = base.withWeights(weights);
  expect(furthest(await scoresOf(merged), applied)).toBeLessThan(1e-5);
  policy.setWeights(unmerge());
  expect(await scoresOf(policy)).toEqual(applied);
  for (const [name, { data }] of Object.entries(base.weights)) {
    expect(before[name]!.equals(Buffer.from(data.buffer, data.byteOffset, data.byteLength))).toBe(true);
  }
  await merged.dispose();
  await policy.dispose();
});

it('decodes with its adapter as the full forward scores it', async () => {
  const policy = base.withAdapter(trained);
  const count = 6;
  const { tokens, logits } = await decodeGreedily(policy, prompts, { count });
  const ids = (row: number): number[] => [...tokens.subarray(row * count, (row + 1) * count)];
  const scores = await policy.logProbs(prompts.map((prompt, row) => ({ prompt, completionIds: ids(row) })));
  const { vocabSize } = policy;
  scores.forEach((row, b) => {
    row.forEach((score, t) => {
      const own = logits.subarray((b * count + t) * vocabSize, (b * count + t + 1) * vocabSize);
      const total = own.reduce((sum, logit) => sum + Math.exp(logit), 0);
      expect(score).toBeCloseTo((own[tokens[b * count + t] ?? 0] ?? NaN) - Math.log(total), 4);
    });
  });
  await policy.dispose();
});

it('trains adapters alone, and shares every tensor of its base', () => {
  const policy = base.withAdapter(fresh);
  const trainable = Object.keys(policy.weights).filter((name) => policy.isTrainable(name));
  expect(trainable).toHaveLength(2 * (2 * 7 + 4));
  expect(trainable.every((name) => /\.lora_[AB]\.weight$/.test(name))).toBe(true);
  for (const [name, tensor] of Object.entries(base.weights)) expect(policy.weights[name]).toBe(tensor);
  expect(Object.keys(base.weights).every((name) => base.isTrainable(name))).toBe(true);
});

it('drops inputs in batches to learn from only, by the random numbers given', () => {
  const policy = base.withAdapter(fresh);
  expect(policy.collate(sequences).inputs).not.toHaveProperty('dropoutRows');
  const batch = (seed: string): unknown =>
    policy.collate(sequences, { rng: createRng(seed) }).inputs.dropoutRows;
  expect(batch('a')).toEqual(batch('a'));
  expect(batch('a')).not.toEqual(batch('b'));
  expect(base.collate(sequences, { rng: createRng('a') }).inputs).not.toHaveProperty('dropoutRows');
});

it('has the gradient of its finite differences, dropout included', async () => {
  const policy = base.withAdapter(trained);
  const { inputs } = policy.collate(sequences, { rng: createRng('mask') });
  const names = ['self_attn.q_proj.lora_A', 'mlp.down_proj.lora_B'].map(
    (name) => `model.layers.1.${name}.weight`,
  );
  names.push('visual.blocks.0.attn.qkv.lora_A.weight', 'visual.blocks.0.mlp.fc2.lora_B.weight');
  const program = await backend.compile(
    (given: { weights: Record<string, tf.Tensor>; inputs: Record<string, tf.Tensor> }) => {
      const { grads, value } = tf.engine().gradients(
        () => tf.neg(tf.sum(policy.program.logProbs(given.weights, given.inputs))),
        names.map((name) => given.weights[name]!),
      );
      return { loss: value, grads: Object.fromEntries(names.map((name, i) => [name, grads[i]!])) };
    },
    { weights: specsOf(policy.weights), inputs: specsOf(inputs) } as never,
  );
  const run = async (weights: typeof policy.weights) =>
    (await program.run({ weights, inputs } as never)) as unknown as {
      loss: { data: Float32Array };
      grads: Record<string, { data: Float32Array }>;
    };
  const { grads } = await run(policy.weights);
  for (const name of names) {
    const rng = createRng(name);
    const { data, shape } = policy.weights[name]!;
    const direction = Float32Array.from({ length: data.length }, () => rng.normal());
    const slope = grads[name]!.data.reduce((sum, value, i) => sum + value * direction[i]!, 0);
    const at = async (sign: number): Promise<number> => {
      const moved = Float32Array.from(data, (value, i) => value + sign * 1e-3 * direction[i]!);
      return (await run({ ...policy.weights, [name]: hostTensor(moved, shape) })).loss.data[0]!;
    };
    const difference = ((await at(1)) - (await at(-1))) / 2e-3;
    expect(Math.abs(difference - slope)).toBeLessThan(0.02 * Math.abs(slope) + 0.02); // losses near 50, in float32
  }
});

it('saves itself as an adapter, and loads with its base', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'adapted-'));
  try {
    const policy = base.withAdapter(trained);
    await base.save(join(directory, 'base'));
    await policy.save(join(directory, 'final'), { base: '../base' });
    const loaded = await loadPolicy({ path: join(directory, 'final'), backend });
    expect(loaded.lora).toMatchObject({ rank: 3, alpha: 6, dropout: 0.3 });
    expect(await scoresOf(loaded)).toEqual(await scoresOf(policy));
    await loaded.dispose();
    await rm(join(directory, 'base'), { recursive: true });
    await expect(loadPolicy({ path: join(directory, 'final'), backend })).rejects.toThrow(
      'The base "../base"',
    );
  } finally {
    await rm(directory, { recursive: true });
  }
});

function specsOf(tensors: Readonly<Record<string, { shape: readonly number[]; dtype: string }>>): object {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, dtype }]) => [name, { shape, dtype }]),
  );
}
