import { presets } from '../presets';
import { keptLayerBytes, recomputesLayers } from './layer-memory';

const [digits, large] = ['digits', 'qwen2-vl-2b'].map((name) => presets.get(name)()) as [
  ReturnType<ReturnType<typeof presets.get>>,
  ReturnType<ReturnType<typeof presets.get>>,
];

it('adds up what a layer keeps', () => {
  // 4 bytes * 2 tokens * (9 * 96 + 4 * 48 + 5 * 288 + 2 * 4 * 2), keys 2 heads of 24
  expect(keptLayerBytes(digits, 1, 2)).toBe(8 * (864 + 192 + 1440 + 16));
});

it('computes layers again where they would fill the memory', () => {
  expect(recomputesLayers(digits, 32, 256)).toBe(false);
  expect(recomputesLayers(large, 4, 160)).toBe(true);
});
