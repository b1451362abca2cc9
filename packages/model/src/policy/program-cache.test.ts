import { hostTensor, resolveBackend, tf, type Backend, type HostTensor } from '@stepgrpo/tensor';
import { createProgramCache } from './program-cache';

jest.setTimeout(60_000); // compiling takes a while on a busy machine

let backend: Backend;
beforeAll(async () => {
  ({ backend } = await resolveBackend());
});
afterAll(() => backend.dispose());

const example = (length: number): { weights: Record<string, HostTensor>; inputs: { x: HostTensor } } => ({
  weights: { w: hostTensor([2]) },
  inputs: { x: hostTensor(new Float32Array(length).fill(3)) },
});
const product = ({ weights, inputs }: { weights: Record<string, tf.Tensor>; inputs: { x: tf.Tensor } }) => ({
  y: tf.mul(weights['w']!, inputs.x),
});

it('compiles once for each shape, until its last owner leaves', async () => {
  const cache = createProgramCache(backend);
  const program = await cache.get('product', product, example(4));
  expect([...(await program.run(example(4))).y.data]).toEqual([6, 6, 6, 6]);
  expect(await cache.get('product', product, example(4))).toBe(program);
  expect(await cache.get('product', product, example(5))).not.toBe(program);
  cache.retain();
  await cache.release();
  expect([...(await program.run(example(4))).y.data]).toEqual([6, 6, 6, 6]);
  await cache.release();
  await expect(program.run(example(4))).rejects.toThrow('disposed');
});

it('tries again after a function that could not be compiled', async () => {
  const cache = createProgramCache(backend);
  const broken = (): { y: tf.Tensor } => {
    throw new Error('no such thing');
  };
  await expect(cache.get('f', broken, example(2))).rejects.toThrow('no such thing');
  const program = await cache.get('f', product, example(2));
  expect([...(await program.run(example(2))).y.data]).toEqual([6, 6]);
  await cache.release();
});
