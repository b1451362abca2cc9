import { tf } from '../tf';

it('sums the gradient over the batch axis that an operand was repeated along', () => {
  // y = sum_b a b_b, so da = sum of all rows of b_b summed over their columns, db = column sums of a, for each b
  const a = tf.tensor([1, 2], [1, 1, 2]);
  const b = tf.tensor([1, 10, 100, 1000], [2, 2, 1]);
  const [da, db] = tf.grads((left, right) => tf.sum(tf.matMul(left, right)))([a, b]);
  expect(da!.arraySync()).toEqual([[[101, 1010]]]);
  expect(db!.arraySync()).toEqual([
    [[1], [2]],
    [[1], [2]],
  ]);
});

it('handles a matrix that meets a batch', () => {
  const x = tf.ones([3, 2, 2]);
  const weight = tf.tensor([1, 2, 3, 4], [2, 2]);
  const [dx, dw] = tf.grads((left, right) => tf.sum(tf.matMul(left, right)))([x, weight]);
  expect(dx!.shape).toEqual([3, 2, 2]);
  expect(dw!.arraySync()).toEqual([
    [6, 6],
    [6, 6],
  ]);
});
