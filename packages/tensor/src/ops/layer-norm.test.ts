import { tf } from '../tf';
import { layerNorm } from './layer-norm';

it('centres, divides by the standard deviation with ddof 0, scales and shifts', () => {
  // mean of (1, 3) is 2, variance 1; with epsilon 3 the root is 2
  const y = layerNorm(tf.tensor([1, 3], [1, 2]), tf.tensor([2, 4]), tf.tensor([10, 20]), 3);
  expect(y.arraySync()).toEqual([[expect.closeTo(9, 6), expect.closeTo(22, 6)]]);
});

it('does not change when a line is shifted', () => {
  const [weight, bias] = [tf.ones([3]), tf.zeros([3])];
  const y = layerNorm(tf.tensor([1, 2, 4], [1, 3]), weight, bias, 1e-6).dataSync();
  const shifted = layerNorm(tf.tensor([101, 102, 104], [1, 3]), weight, bias, 1e-6).dataSync();
  shifted.forEach((number, at) => expect(number).toBeCloseTo(y[at]!, 4));
});
