import { hostTensor, resolveBackend, tf } from '@stepgrpo/tensor';
import { evaluate, matrix, scalars } from './evaluate';

it('gives loss, metrics and gradients', async () => {
  const { backend } = await resolveBackend({ prefer: 'tfjs-cpu' });
  const loss = ({ x }: { x: tf.Tensor }, { y }: { y: tf.Tensor }) => ({
    loss: tf.sum(tf.mul(tf.square(x), y)),
    metrics: { largest: tf.max(x) },
  });
  const inputs = { variables: { x: matrix([[1, 2]]) }, batch: { y: hostTensor([3, 4], [1, 2]) } };
  expect(await evaluate(backend, loss, inputs)).toEqual({
    loss: 19,
    metrics: { largest: 2 },
    gradients: { x: [6, 16] },
  });
});

it('leaves out scalars that are not given', () => {
  expect(Object.keys(scalars({ a: 1, b: undefined }))).toEqual(['a']);
});
