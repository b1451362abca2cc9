import { hostTensor, resolveBackend, tf, type Backend, type CompileOptions } from '@stepgrpo/tensor';
import { updatePrograms } from './update-programs';

const optim = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, maxGradNorm: 1 };

it('compiles each program once per shape of a batch, and frees them all', async () => {
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
  const programs = updatePrograms({
    backend: counting,
    parameters: { w: hostTensor([1]) },
    frozen: {},
    loss: ({ w }, batch: { x: tf.Tensor }) => ({ loss: tf.sum(tf.mul(w!, batch.x)) }),
    optim,
  });
  const [small, large] = [{ x: hostTensor([1]) }, { x: hostTensor([1, 2]) }];
  expect(await programs.fused(small)).toBe(await programs.fused({ x: hostTensor([5]) }));
  expect(await programs.fused(large)).not.toBe(await programs.fused(small));
  await programs.accumulate(small);
  await programs.accumulate(small);
  expect(await programs.apply()).toBe(await programs.apply());
  expect(compiled).toEqual(['update', 'update', 'gradient', 'apply-gradient']);
  await programs.dispose();
  expect(disposed).toEqual(compiled);
});
