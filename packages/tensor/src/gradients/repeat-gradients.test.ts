import { tf } from '../tf';

it('sums the gradient of tile over the repetitions, at any rank', () => {
  const weights = tf.tensor([1, 2, 3, 4, 5, 6]);
  expect(
    tf
      .grad((x) => tf.sum(tf.mul(tf.tile(x, [3]), weights)))(tf.tensor([0, 0]))
      .arraySync(),
  ).toEqual([9, 12]);
  const deep = tf.grad((x) => tf.sum(tf.tile(x, [1, 2, 1, 1, 3, 1])))(tf.zeros([1, 1, 2, 1, 1, 2]));
  expect(deep.shape).toEqual([1, 1, 2, 1, 1, 2]);
  expect(Array.from(deep.dataSync())).toEqual([6, 6, 6, 6]);
});

it('passes the gradient on where nothing is repeated', () => {
  expect(
    tf
      .grad((x) => tf.sum(tf.tile(x, [1])))(tf.tensor([5]))
      .arraySync(),
  ).toEqual([1]);
});
