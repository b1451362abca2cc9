import { presets } from '@stepgrpo/model';
import { modelSizes } from './model-sizes';

const shape = presets.get('qwen2-vl-2b')();
const lora = {
  rank: 16,
  alpha: 32,
  dropout: 0,
  targets: ['q_proj', 'v_proj'],
  vision: false,
  rslora: false,
};

it('counts the published weights', () => {
  const sizes = modelSizes(shape, { path: 'Qwen2-VL-2B' });
  expect(sizes.parameters).toBe(2_208_985_600);
  expect(sizes.trainable).toBe(sizes.parameters);
  expect(sizes.weightBytes).toBe(4 * sizes.parameters);
  expect(sizes.diskBytes).toBe(2 * sizes.parameters);
});

it('keeps bfloat16 where adapters learn alone', () => {
  const sizes = modelSizes(shape, { path: 'Qwen2-VL-2B', lora });
  const adapters = 28 * 16 * (1536 + 1536 + (1536 + 256));
  expect(sizes.trainable).toBe(adapters);
  expect(sizes.weightBytes).toBe(2 * sizes.parameters + 4 * adapters);
});
