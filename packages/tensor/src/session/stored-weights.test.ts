import { createRng } from '@stepgrpo/core';
import { toBfloat16, widened } from '../bfloat16';
import { hostTensor, sizeOf, type HostTensor } from '../host-tensor';
import { resolveBackend } from '../backend/resolve';
import { tf } from '../tf';
import { specOf, type TensorsOf } from '../tree';

const rng = createRng('stored');
const numbers = (...shape: number[]): HostTensor =>
  hostTensor(
    Float32Array.from({ length: sizeOf(shape) }, () => rng.normal()),
    shape,
  );
const stored = (...shape: number[]): HostTensor =>
  hostTensor(toBfloat16(numbers(...shape).data as Float32Array), shape);

const inputs = {
  x: numbers(3, 64),
  y: numbers(3, 40_000),
  small: stored(5, 64),
  large: stored(40_000, 64), // more than is widened at once
  ids: hostTensor(Int32Array.of(7, 39_999), [2]),
};

/** Every way a stored weight is read: products both ways around, by row, in part, in full. */
const program = ({ x, y, small, large, ids }: TensorsOf<typeof inputs>) => ({
  forward: tf.matMul(x, large, false, true),
  backward: tf.matMul(y, large),
  left: tf.matMul(small, x, false, true),
  narrow: tf.matMul(x, small, false, true),
  rows: tf.gather(large, ids),
  part: tf.slice(large, [2, 1], [3, 4]),
  whole: small.mul(2),
  itself: small,
  shaped: small.reshape([8, 40]),
  gradient: tf.grad((h) => tf.sum(tf.square(tf.matMul(h, large, false, true))))(x),
});

it('gives what float32 copies of the stored weights give', async () => {
  const { backend } = await resolveBackend({ prefer: 'ort-cpu' });
  const wide = Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => [name, widened(tensor)]),
  ) as typeof inputs;
  const found = await (await backend.compile(program, specOf(inputs))).run(inputs);
  const expected = await (await backend.compile(program, specOf(wide))).run(wide);
  for (const [name, { data: numbers, shape, dtype }] of Object.entries(expected)) {
    const other = found[name as keyof typeof found];
    const data = numbers as Float32Array;
    expect([other.shape, other.dtype]).toEqual([shape, dtype]);
    const scale = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const worst = data.reduce((most, value, at) => Math.max(most, Math.abs(value - other.data[at]!)), 0);
    expect([name, worst / scale < 2e-6]).toEqual([name, true]);
  }
  await backend.dispose();
});

it('widens them for an eager backend too', async () => {
  const { backend } = await resolveBackend({ prefer: 'tfjs-cpu' });
  const double = ({ small }: { small: tf.Tensor }) => ({ y: small.mul(2) });
  const compiled = await backend.compile(double, { small: specOf(inputs.small) });
  const { y } = await compiled.run({ small: inputs.small });
  expect(y.data[3]).toBe(2 * widened(inputs.small).data[3]!);
  await backend.dispose();
});

it('names the stored type when another one comes', async () => {
  const { backend } = await resolveBackend({ prefer: 'ort-cpu' });
  const compiled = await backend.compile(({ w }: { w: tf.Tensor }) => ({ y: w.mul(2) }), {
    w: { shape: [2], dtype: 'bfloat16' },
  });
  await expect(compiled.run({ w: hostTensor([1, 2]) })).rejects.toThrow('compiled for bfloat16 [2]');
  await backend.dispose();
});
