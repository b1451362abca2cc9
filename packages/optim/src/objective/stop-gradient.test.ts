import { hostTensor, resolveBackend, tf } from '@stepgrpo/tensor';
import { vectorJacobian } from '../conformance/vjp';
import { detached, stopGradient } from './stop-gradient';

it.each(['ort-cpu', 'tfjs-cpu'])('keeps the value and stops the gradient on %s', async (prefer) => {
  const { backend } = await resolveBackend({ prefer, threads: 1 });
  const one = { y: hostTensor([1, 1]) };
  const { outputs, gradients } = await vectorJacobian(
    backend,
    ({ x }) => ({ y: tf.mul(x!, stopGradient(tf.square(x!))) }),
    { variables: { x: hostTensor([2, 3]) }, constants: {}, cotangents: one },
  );
  expect(outputs['y']).toEqual([8, 27]);
  expect(gradients['x']).toEqual([4, 9]); // the square, held constant
  const all = await vectorJacobian(
    backend,
    ({ x }) => ({
      y: tf.add(
        x!,
        detached(() => tf.exp(x!)),
      ),
    }),
    {
      variables: { x: hostTensor([0, 100]) }, // exp overflows, and its gradient is never taken
      constants: {},
      cotangents: one,
    },
  );
  expect(all.gradients['x']).toEqual([1, 1]);
  await backend.dispose();
});
