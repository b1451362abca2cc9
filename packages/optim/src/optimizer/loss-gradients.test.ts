import { hostTensor, resolveBackend, scalarTensor, specOf, tf } from '@stepgrpo/tensor';
import { lossGradients } from './loss-gradients';

describe.each(['ort-cpu', 'tfjs-cpu'])('on %s', (prefer) => {
  it('gives loss, metrics and a gradient for every weight, 0 where the loss does not use it', async () => {
    const { backend } = await resolveBackend({ prefer, threads: 1 });
    const inputs = {
      parameters: { w: hostTensor([2, 3]), idle: hostTensor([1]) },
      frozen: { c: hostTensor([10, 1]) },
      batch: { x: hostTensor([1, 2]) },
    };
    const program = await backend.compile(
      (given) =>
        lossGradients(({ w, c }, { x }: { x: tf.Tensor }) => {
          const product = tf.mul(tf.mul(w!, c!), x);
          return { loss: tf.sum(product), metrics: { largest: tf.max(product), 'a/b': tf.scalar(7) } };
        }, given),
      specOf(inputs),
    );
    const { loss, metrics, gradients } = await program.run(inputs);
    expect(loss.data[0]).toBe(26);
    expect([metrics['largest']!.data[0], metrics['a/b']!.data[0]]).toEqual([20, 7]);
    expect([...gradients['w']!.data]).toEqual([10, 2]);
    expect([...gradients['idle']!.data]).toEqual([0]);
    await backend.dispose();
  });
});

it('does not let a metric into the gradient', () => {
  const { gradients } = tf.tidy(() =>
    lossGradients(({ w }) => ({ loss: tf.sum(w!), metrics: { wild: tf.sum(tf.exp(tf.mul(w!, 1e3))) } }), {
      parameters: { w: tf.tensor1d([1]) },
      frozen: {},
      batch: {},
    }),
  );
  expect([...gradients['w']!.dataSync()]).toEqual([1]);
});

it('leaves no tensors behind when it runs eagerly', async () => {
  const { backend } = await resolveBackend({ prefer: 'tfjs-cpu' });
  const inputs = { w: hostTensor([1, 2]), scale: scalarTensor(3) };
  const program = await backend.compile(
    ({ w, scale }) =>
      lossGradients((parameters) => ({ loss: tf.mul(tf.sum(tf.square(parameters['w']!)), scale), metrics: { s: tf.sum(parameters['w']!) } }), { parameters: { w }, frozen: {}, batch: {} }), // prettier-ignore
    specOf(inputs),
  );
  await program.run(inputs);
  const before = tf.memory().numTensors;
  await program.run(inputs);
  expect(tf.memory().numTensors).toBe(before);
});
