import { presets } from './presets';
import { parameterCount } from './qwen2-vl/weight-specs';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };

it('keeps the test model under 100 thousand parameters and the demo model near a million', () => {
  const vocabulary = { size: 448, tokens };
  expect(parameterCount(presets.get('tiny')(vocabulary))).toBeLessThan(100_000);
  expect(parameterCount(presets.get('digits')(vocabulary))).toBeGreaterThan(1_000_000);
  expect(parameterCount(presets.get('digits')(vocabulary))).toBeLessThan(1_300_000);
});

it('lists the sizes when it does not know one', () => {
  expect(() => presets.get('huge')).toThrow('tiny, digits, qwen2-vl-2b, qwen2-vl-7b');
});
