import { hostTensor } from '../host-tensor';
import { loadRuntime } from '../session/runtime';
import { tf } from '../tf';
import type { TensorsOf } from '../tree';
import { ortBackend } from './ort-backend';

const specs = { x: { shape: [2], dtype: 'float32' } } as const;
const double = ({ x }: TensorsOf<typeof specs>) => ({ y: tf.mul(x, 2) });
const open = async () =>
  ortBackend('ort-cpu', await loadRuntime(), { executionProvider: 'cpu', threads: 1, allowSpinning: true });

it('compiles a function once for equal specs', async () => {
  const backend = await open();
  const [first, again] = [await backend.compile(double, specs), await backend.compile(double, { ...specs })];
  expect(again.stats).toBe(first.stats);
  await first.dispose();
  expect((await again.run({ x: hostTensor([1, 2]) })).y).toEqual(hostTensor([2, 4]));
  await backend.dispose();
});

it('frees its programs and compiles nothing after dispose', async () => {
  const backend = await open();
  const compiled = await backend.compile(double, specs);
  await backend.dispose();
  await expect(compiled.run({ x: hostTensor([1, 2]) })).rejects.toThrow('was disposed');
  await expect(backend.compile(double, specs)).rejects.toThrow('The backend "ort-cpu" was disposed.');
});

it('gives equal bytes at every run, on one thread or two', async () => {
  const runtime = await loadRuntime();
  const multiply = ({ x }: { x: tf.Tensor }) => ({ y: tf.softmax(tf.matMul(x, x, false, true)) });
  const x = hostTensor(
    Float32Array.from({ length: 64 * 64 }, (_, at) => Math.sin(at)),
    [64, 64],
  );
  for (const threads of [1, 2]) {
    const backend = ortBackend('ort-cpu', runtime, {
      executionProvider: 'cpu',
      threads,
      allowSpinning: true,
    });
    const compiled = await backend.compile(multiply, { x: { shape: [64, 64], dtype: 'float32' } });
    const [first, second] = [await compiled.run({ x }), await compiled.run({ x })];
    expect(Buffer.from(first.y.data.buffer).equals(Buffer.from(second.y.data.buffer))).toBe(true);
    await backend.dispose();
  }
});
