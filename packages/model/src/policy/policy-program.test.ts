import { createRng } from '@stepgrpo/core';
import { tf } from '@stepgrpo/tensor';
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

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it('has the gradient of its finite differences, through text and image', async () => {
  const { inputs } = collateSequences(config, [{ prompt, completionIds: [9, 11, 1] }]);
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape, dtype }]) => [
      name,
      tf.tensor(data as Float32Array, [...shape], dtype as 'float32'),
    ]),
  );
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
