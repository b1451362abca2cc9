import { correctedGradients } from './gradients/correct-gradients';
import { tf } from './tf';

it('is TensorFlow.js with chained operations and an eager backend', () => {
  expect(tf.tensor([1, 2]).mul(2).arraySync()).toEqual([2, 4]);
});

it('has our gradients in place of those of tfjs', () => {
  for (const config of correctedGradients) expect(tf.getGradient(config.kernelName)).toBe(config);
});
