import { hostTensor, resolveBackend, specOf } from '@stepgrpo/tensor';
import { clipByGlobalNorm, globalNorm } from './clip-by-global-norm';

it.each(['ort-cpu', 'tfjs-cpu'])('scales all gradients by one factor on %s', async (prefer) => {
  const { backend } = await resolveBackend({ prefer, threads: 1 });
  const gradients = { a: hostTensor([3, 0]), b: hostTensor([0, 4], [2, 1]) };
  const clip = async (maxNorm: number): Promise<number[]> => {
    const program = await backend.compile(
      (given) => ({ ...clipByGlobalNorm(given, maxNorm) }),
      specOf(gradients),
    );
    const { clipped, norm } = await program.run(gradients);
    return [norm, clipped['a']!, clipped['b']!].flatMap(({ data }) => [...data]);
  };
  const closeTo = (values: number[]): unknown[] => values.map((value) => expect.closeTo(value, 5) as unknown);
  expect(await clip(2.5)).toEqual(closeTo([5, 1.5, 0, 0, 2]));
  expect(await clip(10)).toEqual(closeTo([5, 3, 0, 0, 4])); // never scaled up
  await backend.dispose();
});

it('is 0 for no tensors at all', async () => {
  const { backend } = await resolveBackend({ prefer: 'tfjs-cpu' });
  const program = await backend.compile(() => ({ norm: globalNorm({}) }), {});
  expect((await program.run({})).norm.data[0]).toBe(0);
});
