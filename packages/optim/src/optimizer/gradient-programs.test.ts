import { hostTensor, resolveBackend, tf, type Backend, type CompileOptions } from '@stepgrpo/tensor';
import { gradientPrograms } from './gradient-programs';

it('compiles a program once per shape of a batch, and frees them all', async () => {
  const { backend } = await resolveBackend({ prefer: 'tfjs-cpu' });
  const compiled: string[] = [];
  const disposed: string[] = [];
  const counting: Backend = {
    ...backend,
    async compile(fn, specs, options: CompileOptions = {}) {
      const program = await backend.compile(fn, specs, options);
      compiled.push(options.name ?? '');
      return { ...program, dispose: async () => void disposed.push(options.name ?? '') };
    },
  };
  const programs = gradientPrograms({
    backend: counting,
    parameters: { w: hostTensor([1]) },
    frozen: {},
    loss: ({ w }, batch: { x: tf.Tensor }) => ({ loss: tf.sum(tf.mul(w!, batch.x)) }),
  });
  const [small, large] = [{ x: hostTensor([1]) }, { x: hostTensor([1, 2]) }];
  expect(await programs.get(small)).toBe(await programs.get({ x: hostTensor([5]) }));
  expect(await programs.get(large)).not.toBe(await programs.get(small));
  expect(compiled).toEqual(['gradients', 'gradients']);
  await programs.dispose();
  expect(disposed).toEqual(compiled);
});
