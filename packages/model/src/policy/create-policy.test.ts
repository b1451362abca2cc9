import { createRng } from '@stepgrpo/core';
import { presets } from '../presets';
import { weightSpecs } from '../qwen2-vl/weight-specs';
import { initialWeights } from './create-policy';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = presets.get('tiny')({ size: 400, tokens });
const deviation = (data: ArrayLike<number>): number =>
  Math.sqrt(Array.from(data).reduce((sum, value) => sum + value * value, 0) / data.length);

it('draws every weight with the spread of the config, less where it writes into the residual stream', () => {
  const weights = initialWeights(config, createRng(1));
  expect(Object.keys(weights)).toEqual(Object.keys(weightSpecs(config)));
  expect(deviation(weights['model.embed_tokens.weight']!.data)).toBeCloseTo(0.02, 3);
  expect(deviation(weights['model.layers.0.mlp.down_proj.weight']!.data)).toBeCloseTo(0.01, 3);
  expect(weights['model.norm.weight']!.data.every((value) => value === 1)).toBe(true);
  expect(weights['visual.blocks.0.attn.qkv.bias']!.data.every((value) => value === 0)).toBe(true);
});

it('depends on the seed and the name of a weight only', () => {
  const weights = initialWeights(config, createRng(1));
  expect(initialWeights(config, createRng(1))).toEqual(weights);
  const shallow = initialWeights({ ...config, numLayers: 1 }, createRng(1));
  expect(shallow['model.layers.0.self_attn.q_proj.weight']).toEqual(
    weights['model.layers.0.self_attn.q_proj.weight'],
  );
  expect(initialWeights(config, createRng(2))).not.toEqual(weights);
});
