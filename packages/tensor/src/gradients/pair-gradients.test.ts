import { tf } from '../tf';

const [column, row] = [tf.tensor([1, 4], [2, 1]), tf.tensor([2, 3], [2])];
const gradients = (f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): unknown[] =>
  tf
    .grads((a, b) => tf.sum(f(a, b)))([column, row])
    .map((gradient) => gradient.arraySync());

it('sums squared differences over broadcast axes', () => {
  // d/da sum_b (a - b)^2 = 2 (2 a - 5); d/db = 2 (2 b - 5)
  expect(gradients(tf.squaredDifference)).toEqual([
    [[-6], [6]],
    [-2, 2],
  ]);
});

it('gives the maximum and the minimum their whole gradient, summed over broadcast axes', () => {
  expect(gradients(tf.maximum)).toEqual([
    [[0], [2]],
    [1, 1],
  ]);
  expect(gradients(tf.minimum)).toEqual([
    [[2], [0]],
    [1, 1],
  ]);
});

it('gives a tie to the first operand', () => {
  const [da, db] = tf.grads((a, b) => tf.sum(tf.maximum(a, b)))([tf.scalar(3), tf.scalar(3)]);
  expect([da!.arraySync(), db!.arraySync()]).toEqual([1, 0]);
});

it('has no slope where floorDiv is flat', () => {
  expect(gradients((a, b) => tf.cast(tf.floorDiv(a, b), 'float32'))).toEqual([
    [[0], [0]],
    [0, 0],
  ]);
});
