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
      tf.tensor(data, [...shape], dtype),
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
  for (const name of [
    'visual.merger.mlp.2.weight',
    'visual.blocks.0.attn.qkv.weight',
    'model.layers.1.self_attn.k_proj.weight',
    'model.embed_tokens.weight',
  ]) {
    const { data, shape } = host[name]!;
    const value = tf.tensor(data, [...shape]);
    const gradient = tf.grad((weight) => loss({ [name]: weight }))(value);
    const direction = Float32Array.from(data, () => rng.normal());
    const along = [...(await gradient.data())].reduce((sum, slope, i) => sum + slope * direction[i]!, 0);
    const step = 1e-3;
    const at = (sign: number): number =>
      loss({ [name]: tf.add(value, tf.mul(tf.tensor(direction, [...shape]), sign * step)) }).dataSync()[0]!;
    const difference = (at(1) - at(-1)) / (2 * step);
    expect(Math.abs(difference - along)).toBeLessThan(0.02 * Math.abs(along) + 0.02); // float32 losses near 10
  }
});
