import { createRng } from '@stepgrpo/core';
import { hostTensor, tf, type HostTensor } from '@stepgrpo/tensor';
import { initialWeights } from '../policy/create-policy';
import { presets } from '../presets';
import { textDecoder, type Heads } from '../qwen2-vl/text-decoder';
import { decodingWeights } from './fused-projections';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = { ...presets.get('tiny')({ size: 20, tokens }), initializerRange: 0.3 };
const rng = createRng(2);
const random = initialWeights(config, createRng(4));
/** Biases start at 0; here they must show. */
const weights = Object.fromEntries(
  Object.entries(random).map(([name, { data, shape }]) => [
    name,
    name.endsWith('bias')
      ? hostTensor(
          Float32Array.from(data, () => rng.normal()),
          shape,
        )
      : random[name]!,
  ]),
);

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it('changes neither heads nor hidden states', () => {
  const rows = 3;
  const hidden = Float32Array.from({ length: rows * 32 }, () => rng.normal());
  const angles = Float32Array.from({ length: rows * 8 }, () => rng.uniform());
  const run = (given: Readonly<Record<string, HostTensor>>): Float32Array => {
    const seen: tf.Tensor[] = [];
    const attend = ({ query, key, value }: Heads): tf.Tensor => {
      seen.push(query, key, value);
      return tf.reshape(query, [rows, 32]);
    };
    const output = textDecoder(
      Object.fromEntries(
        Object.entries(given).map(([name, { data, shape }]) => [name, tf.tensor(data, [...shape])]),
      ),
      config,
      {
        hidden: tf.tensor2d(hidden, [rows, 32]),
        rotary: {
          cos: tf.cos(tf.tensor(angles, [rows, 1, 8])),
          sin: tf.sin(tf.tensor(angles, [rows, 1, 8])),
        },
        attend,
      },
    );
    return tf
      .concat([...seen, output].map((tensor) => tf.reshape(tensor, [tensor.size])))
      .dataSync() as Float32Array;
  };
  const fused = decodingWeights(config, weights);
  expect(fused['model.layers.0.self_attn.qkv_proj.weight']?.shape).toEqual([32 + 2 * 16, 32]);
  expect(fused['model.layers.1.mlp.gate_up_proj.weight']?.shape).toEqual([128, 32]);
  expect(Object.keys(fused).some((name) => name.includes('q_proj') || name.startsWith('visual.'))).toBe(
    false,
  );
  const expected = run(weights);
  run(fused).forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(2e-5));
});

it('is made once for the same weights, and not at all where there are others', () => {
  expect(decodingWeights(config, weights)).toBe(decodingWeights(config, weights));
  const adapted = { ...weights, 'model.layers.0.self_attn.q_proj.lora_A.weight': hostTensor([1]) };
  expect(decodingWeights(config, adapted)['model.layers.0.self_attn.q_proj.weight']).toBeDefined();
});
