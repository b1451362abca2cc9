import { hostTensor, resolveBackend, tf } from '@stepgrpo/tensor';
import { runOnce } from './run-once';

jest.setTimeout(60_000); // compiling takes a while on a busy machine

it('runs a function on a backend and gives its numbers', async () => {
  const { backend } = await resolveBackend();
  const { y } = await runOnce(backend, { x: hostTensor([1, 2, 3]) }, ({ x }: { x: tf.Tensor }) => ({
    y: tf.mul(x, 2),
  }));
  expect([...y.data]).toEqual([2, 4, 6]);
  await backend.dispose();
});
