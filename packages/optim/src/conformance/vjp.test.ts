import { hostTensor, resolveBackend, tf } from '@stepgrpo/tensor';
import { vectorJacobian } from './vjp';

it('weighs the gradient of each output', async () => {
  const { backend } = await resolveBackend({ prefer: 'tfjs-cpu' });
  const { outputs, gradients } = await vectorJacobian(
    backend,
    ({ x }, { c }) => ({ square: tf.square(x!), product: tf.mul(x!, c!) }),
    {
      variables: { x: hostTensor([1, 3]) },
      constants: { c: hostTensor([5, 7]) },
      cotangents: { square: hostTensor([1, 10]), product: hostTensor([0, 1]) },
    },
  );
  expect(outputs).toEqual({ square: [1, 9], product: [5, 21] });
  expect(gradients['x']).toEqual([2, 67]);
});
