import { tf } from '../tf';

it('adds the gradient of gatherND where an element was read twice', () => {
  const indices = tf.tensor([[1], [1], [0]], [3, 1], 'int32');
  const f = (x: tf.Tensor) => tf.sum(tf.mul(tf.gatherND(x, indices), [1, 10, 100]));
  expect(
    tf
      .grad(f)(tf.tensor([5, 6, 7]))
      .arraySync(),
  ).toEqual([100, 11, 0]);
});

it('reads the gradient of scatterND back', () => {
  const indices = tf.tensor([[2], [0]], [2, 1], 'int32');
  const f = (updates: tf.Tensor) => tf.sum(tf.mul(tf.scatterND(indices, updates, [3]), [1, 10, 100]));
  expect(
    tf
      .grad(f)(tf.tensor([5, 6]))
      .arraySync(),
  ).toEqual([100, 1]);
});

it('keeps a NaN of the branch not taken out of the gradient of where', () => {
  const f = (x: tf.Tensor) => tf.sum(tf.where(tf.tensor([1, 0], [2], 'bool'), x, tf.zerosLike(x)));
  expect(
    tf
      .grad(f)(tf.tensor([1, NaN]))
      .arraySync(),
  ).toEqual([1, 0]);
});
