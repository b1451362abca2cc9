import { hostTensor } from '../host-tensor';
import { tf } from '../tf';
import { eagerBackend } from './eager-backend';

const specs = { x: { shape: [3], dtype: 'float32' } } as const;

it('computes with tfjs and leaves no tensor behind', async () => {
  const compiled = await eagerBackend('tfjs-cpu', 'cpu', 1).compile(
    ({ x }) => ({ y: tf.mul(x, 2), isLarge: tf.greater(x, 1) }),
    specs,
  );
  const before = tf.memory().numTensors;
  const outputs = await compiled.run({ x: hostTensor([1, 2, 3]) });
  expect(outputs).toEqual({ y: hostTensor([2, 4, 6]), isLarge: hostTensor(Uint8Array.of(0, 1, 1)) });
  expect(tf.memory().numTensors).toBe(before);
  expect(compiled.stats.nodes).toBe(0);
});

it('does not hand its inputs out as outputs, which the caller may change', async () => {
  const compiled = await eagerBackend('tfjs-cpu', 'cpu', 1).compile(({ x }) => ({ x }), specs);
  const x = hostTensor([1, 2, 3]);
  expect((await compiled.run({ x })).x.data).not.toBe(x.data);
});
