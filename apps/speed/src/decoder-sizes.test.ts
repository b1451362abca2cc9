import { decoderParameters, decoderSizes, randomPrompt } from './decoder-sizes';

it('has the sizes the names say', () => {
  const millions = Object.entries(decoderSizes).map(([, { config }]) => decoderParameters(config) / 1e6);
  // by hand: V D + layers (2 D D + 2 D kv head + 3 D MLP) and the small rest of norms and biases
  expect(millions[0]).toBeCloseTo(1.62, 1);
  expect(millions[1]).toBeCloseTo(2.1 + 8 * (0.524 + 0.131 + 2.163), 0);
  expect(millions[2]).toBeCloseTo(3.1 + 12 * (1.18 + 0.197 + 7.078), 0);
});

it('draws prompts of ordinary tokens', () => {
  const { tokenIds } = randomPrompt('a', 100, 20);
  expect(Math.min(...tokenIds)).toBeGreaterThanOrEqual(7);
  expect(Math.max(...tokenIds)).toBeLessThan(20);
});
