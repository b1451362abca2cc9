import { createRng, type LoraConfig } from '@stepgrpo/core';
import { hostTensor } from '@stepgrpo/tensor';
import { presets } from '../presets';
import { adapterWeights, checkAdapter, createAdapter, isIdle, loraScale, withoutAdapter } from './adapter';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const model = presets.get('tiny')({ size: 20, tokens });
const config: LoraConfig = {
  rank: 4,
  alpha: 6,
  dropout: 0,
  targets: ['q_proj', 'down_proj'],
  vision: false,
  rslora: false,
};
const { weights } = createAdapter(model, config, createRng(3));
const [nameA, nameB] = [
  'model.layers.0.mlp.down_proj.lora_A.weight',
  'model.layers.0.mlp.down_proj.lora_B.weight',
];

it('scales by alpha / rank, or by its root', () => {
  expect(loraScale(config)).toBe(1.5);
  expect(loraScale({ ...config, rslora: true })).toBe(3);
});

it('starts with A uniform within 1 / sqrt(in) and B zero, one stream a linear', () => {
  const a = weights[nameA]!;
  expect(a.shape).toEqual([4, 64]);
  const values = [...a.data];
  const bound = 1 / 8;
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(bound);
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  expect(Math.sqrt(variance)).toBeCloseTo(bound / Math.sqrt(3), 2); // deviation of a uniform distribution
  expect(weights[nameB]).toEqual(hostTensor(new Float32Array(32 * 4), [32, 4]));
  expect(weights['model.layers.1.mlp.down_proj.lora_A.weight']!.data).not.toEqual(a.data);
  const fewer = createAdapter(model, { ...config, targets: ['down_proj'] }, createRng(3));
  expect(fewer.weights[nameA]).toEqual(a);
});

it('is idle until a B is not zero', () => {
  expect(isIdle(weights)).toBe(true);
  const moved = hostTensor(new Float32Array(128).fill(1e-6), [32, 4]);
  expect(isIdle({ ...weights, [nameB]: moved })).toBe(false);
  expect(isIdle({ 'model.norm.weight': hostTensor([0]) })).toBe(false);
});

it('comes apart from the weights of the network', () => {
  const base = { 'model.norm.weight': hostTensor([1, 2]) };
  const both = { ...base, ...weights };
  expect(withoutAdapter(both)).toEqual(base);
  expect(adapterWeights(both)).toEqual(weights);
});

it('must fit the network', () => {
  expect(() => checkAdapter(model, weights)).not.toThrow();
  const { [nameB]: _b, ...half } = weights;
  expect(() => checkAdapter(model, half)).toThrow(
    `Adapter weight "${nameB}" is missing; it must be float32 [32, 4]`,
  );
  const narrow = { ...weights, [nameA]: hostTensor(new Float32Array(8), [4, 2]) };
  expect(() => checkAdapter(model, narrow)).toThrow('is float32 [4, 2]; it must be float32 [4, 64]');
  const foreign = { ...weights, 'model.layers.9.mlp.down_proj.lora_A.weight': weights[nameA]! };
  expect(() => checkAdapter(model, foreign)).toThrow(
    'no linear for "model.layers.9.mlp.down_proj.lora_A.weight"',
  );
  const { 'lora.scale': _scale, ...unscaled } = weights;
  expect(() => checkAdapter(model, unscaled)).toThrow('"lora.scale" is missing');
});
