import { tf } from '../tf';

const weights = tf.tensor([1, 2, 3, 4, 5, 6], [3, 2]);
const gradientOf = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): unknown => tf.grad(f)(x).arraySync();

it('spreads the gradient of sums and means', () => {
  expect(gradientOf((x) => tf.sum(tf.mul(tf.sum(x, 0), [1, 10])), weights)).toEqual(Array(3).fill([1, 10]));
  expect(gradientOf((x) => tf.sum(tf.mul(tf.mean(x, 0), [3, 30])), weights)).toEqual(Array(3).fill([1, 10]));
});

it('runs the gradient of cumsum backwards along the same axis', () => {
  // dx[i] = sum of the weights at and after i, down each column
  expect(gradientOf((x) => tf.sum(tf.mul(tf.cumsum(x, 0), weights)), tf.zeros([3, 2]))).toEqual([
    [9, 12],
    [8, 10],
    [5, 6],
  ]);
});

it('accepts a negative axis for prod', () => {
  expect(gradientOf((x) => tf.sum(tf.prod(x, -1)), tf.tensor([2, 3, 5], [1, 3]))).toEqual([[15, 10, 6]]);
});

it('gives rsqrt the slope -y^3 / 2', () => {
  expect(gradientOf((x) => tf.sum(tf.rsqrt(x)), tf.tensor([4]))).toEqual([-0.0625]);
});
