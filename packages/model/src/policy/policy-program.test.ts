import { createRng } from '@stepgrpo/core';
import { tf, type HostTensor } from '@stepgrpo/tensor';
import { presets } from '../presets';
import { collateSequences } from './collate';
import { initialWeights } from './create-policy';
import { policyProgram } from './policy-program';

jest.setTimeout(60_000); // compiling takes a while on a busy machine

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = { ...presets.get('tiny')({ size: 20, tokens }), initializerRange: 0.3 };
const rng = createRng(9);
const image = {
  grid: [1, 2, 4] as const,
  pixels: Float32Array.from({ length: 8 * 1176 }, () => rng.normal()),
};
const prompt = { tokenIds: [2, 5, 5, 3, 8], imageSpans: [{ start: 1, length: 2 }], images: [image] };

/** Inputs as eager tensors. */
const tensorsOf = (inputs: Readonly<Record<string, HostTensor>>): Record<string, tf.Tensor> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape, dtype }]) => [
      name,
      tf.tensor(data as Float32Array, [...shape], dtype as 'float32'), // or int32
    ]),
  );

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it('has the gradient of its finite differences, through text and image', async () => {
  const { inputs } = collateSequences(config, [{ prompt, completionIds: [9, 11, 1] }]);
  const tensors = tensorsOf(inputs);
  const host = initialWeights(config, createRng(4));
  const program = policyProgram(config);
  const loss = (changed: Readonly<Record<string, tf.Tensor>>): tf.Tensor => {
    const all = Object.fromEntries(
      Object.entries(host).map(([name, { data, shape }]) => [name, tf.tensor(data, [...shape])]),
    );
    return tf.neg(tf.sum(program.logProbs({ ...all, ...changed }, tensors)));
  };
  const names = [
    'visual.merger.mlp.2.weight',
    'visual.blocks.0.attn.qkv.weight',
    'model.layers.1.self_attn.k_proj.weight',
    'model.embed_tokens.weight',
  ];
  const values = names.map((name) => tf.tensor(host[name]!.data, [...host[name]!.shape]));
  const named = (tensors: readonly tf.Tensor[]): Record<string, tf.Tensor> =>
    Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));
  const gradients = tf.grads((...weights: tf.Tensor[]) => loss(named(weights)))(values);
  const directions = values.map((value) =>
    tf.tensor(
      Float32Array.from({ length: value.size }, () => rng.normal()),
      value.shape,
    ),
  );
  const slopes = gradients.map((gradient, i) => tf.sum(tf.mul(gradient, directions[i]!)).dataSync()[0]!);
  for (const [i, name] of names.entries()) {
    const step = 1e-3;
    const at = (sign: number): number => {
      const moved = tf.add(values[i]!, tf.mul(directions[i]!, sign * step));
      return loss({ [name]: moved }).dataSync()[0]!;
    };
    const difference = (at(1) - at(-1)) / (2 * step);
    expect(Math.abs(difference - slopes[i]!)).toBeLessThan(0.02 * Math.abs(slopes[i]!) + 0.02); // losses near 10, in float32
  }
});

it('gives packed sequences with a shared prompt the scores and gradients each has alone', () => {
  const other = { tokenIds: [9, 8, 10], imageSpans: [], images: [] };
  const sequences = [
    { prompt, completionIds: [9, 11, 1] },
    { prompt, completionIds: [12] },
    { prompt: other, completionIds: [13, 9, 1, 7] },
    { prompt, completionIds: [9, 10, 14, 15, 1] },
  ];
  const host = initialWeights(config, createRng(4));
  const names = Object.keys(host);
  const values = names.map((name) => tf.tensor(host[name]!.data, [...host[name]!.shape]));
  const program = policyProgram(config);
  const scored = (batch: typeof sequences) => {
    const { inputs, places } = collateSequences(config, batch);
    const tensors = tensorsOf(inputs);
    const run = tf.valueAndGrads((...given: tf.Tensor[]) =>
      tf.sum(program.logProbs(Object.fromEntries(names.map((name, i) => [name, given[i]!])), tensors)),
    );
    const { value, grads } = run(values);
    return { total: value.dataSync()[0]!, grads: grads.map((grad) => grad.dataSync()), places };
  };
  const together = scored(sequences);
  expect(together.places.total).toBe(32); // one row: prompts of 4 and 2, then 3 + 1 + 4 + 5
  const alone = sequences.map((sequence) => scored([sequence]));
  expect(together.total).toBeCloseTo(
    alone.reduce((sum, { total }) => sum + total, 0),
    4,
  );
  together.grads.forEach((grad, i) => {
    const sums = grad.map((_, at) => alone.reduce((sum, { grads }) => sum + grads[i]![at]!, 0));
    const largest = Math.max(1, ...sums.map(Math.abs));
    grad.forEach((value, at) => expect(Math.abs(value - sums[at]!)).toBeLessThan(1e-5 * largest));
  });
});

it('gives the same log-probabilities with entropies, which are those of the logits', async () => {
  const { inputs } = collateSequences(config, [{ prompt, completionIds: [9, 11, 1] }], { minRows: 2 });
  const tensors = tensorsOf(inputs);
  const weights = Object.fromEntries(
    Object.entries(initialWeights(config, createRng(4))).map(([name, { data, shape }]) => [
      name,
      tf.tensor(data, [...shape]),
    ]),
  );
  const program = policyProgram(config);
  const { logProbs, entropies } = program.scores(weights, tensors);
  const alone = await program.logProbs(weights, tensors).data();
  expect([...(await logProbs.data())]).toEqual([...alone]);
  const values = [...(await entropies.data())];
  expect(
    values.map((value, i) => (inputs.completionMask.data[i] === 1 ? value > 0 : value === 0)),
  ).not.toContain(false);
  expect(Math.max(...values)).toBeLessThanOrEqual(Math.log(20) + 1e-6);
});
