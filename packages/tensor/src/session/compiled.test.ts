import { BackendError } from '@stepgrpo/core';
import { hostTensor } from '../host-tensor';
import { tf } from '../tf';
import { specOf, type TensorsOf } from '../tree';
import { compileToSession } from './compiled';
import { loadRuntime, sessionOptions } from './runtime';

const inputs = { x: hostTensor([3, 4]), table: hostTensor([10, 20], [2]), row: hostTensor(Int32Array.of(1)) };
const fn = ({ x, table, row }: TensorsOf<typeof inputs>) => ({
  length: tf.sqrt(tf.sum(tf.square(x))),
  deep: { picked: tf.gather(table, row) },
});

const compiled = async () => {
  const runtime = await loadRuntime();
  const options = sessionOptions({ executionProvider: 'cpu', threads: 1, allowSpinning: true });
  return compileToSession(fn, specOf(inputs), { runtime, options, name: 'length' });
};

it('runs the program and keeps the tree of the outputs', async () => {
  const program = await compiled();
  expect(await program.run(inputs)).toEqual({
    length: hostTensor([5], []),
    deep: { picked: hostTensor([20]) },
  });
  expect(program.stats.nodes).toBe(4);
  expect(program.stats.sessionMs).toBeGreaterThan(0);
});

it('reads an input anew at each run, even when the same tensor object was fed before', async () => {
  const program = await compiled();
  await program.run(inputs);
  const data = inputs.x.data as Float32Array;
  data.set([6, 8]);
  expect((await program.run(inputs)).length.data[0]).toBe(10);
  data.set([3, 4]);
});

it('accepts its outputs as inputs', async () => {
  const program = await compiled();
  const { deep } = await program.run(inputs);
  const table = hostTensor(Float32Array.of(deep.picked.data[0]!, 7));
  expect((await program.run({ ...inputs, table })).deep.picked.data[0]).toBe(7);
});

it('wraps what ONNX Runtime says of an index out of range, and goes on', async () => {
  const program = await compiled();
  const failing = program.run({ ...inputs, row: hostTensor(Int32Array.of(7)) });
  await expect(failing).rejects.toThrow(BackendError);
  await expect(failing).rejects.toThrow('"length" failed while it ran');
  expect((await program.run(inputs)).deep.picked.data[0]).toBe(20);
});

it('does not run after dispose, which may be called twice', async () => {
  const program = await compiled();
  await program.dispose();
  await program.dispose();
  await expect(program.run(inputs)).rejects.toThrow('"length" was disposed.');
});

it('runs a program without inputs', async () => {
  const runtime = await loadRuntime();
  const options = sessionOptions({ executionProvider: 'cpu', threads: 1, allowSpinning: true });
  const program = await compileToSession(() => ({ y: tf.range(0, 3) }), {}, { runtime, options });
  expect((await program.run({})).y).toEqual(hostTensor([0, 1, 2]));
});
