import type { Backend } from '../backend/backend';
import { eagerBackend } from '../backend/eager-backend';
import { hostTensor } from '../host-tensor';
import { tf } from '../tf';
import { checkLowering, type LoweringCase } from './check-lowering';

const reference = eagerBackend('tfjs-cpu', 'cpu', 1);
const each: LoweringCase = {
  name: 'case',
  inputs: { x: hostTensor([0.5, -1.25]) },
  compute: ({ x }) => tf.exp(x!),
  gradientOf: ['x'],
};

/** The reference, with 0.25 added to every output. */
const shifted: Backend = {
  ...reference,
  compile: (fn, specs, options) => {
    const off = (t: Parameters<typeof fn>[0]) =>
      Object.fromEntries(
        Object.entries(fn(t) as Record<string, tf.Tensor>).map(([name, y]) => [name, tf.add(y, 0.25)]),
      );
    return reference.compile(off as unknown as typeof fn, specs, options);
  },
};

it('finds nothing where there is nothing', async () => {
  const errors = await checkLowering('Exp', each, { tested: reference, reference });
  expect(errors).toMatchObject({ isRecorded: true, forward: 0, gradient: 0 });
  expect(errors.finiteDifference).toBeLessThan(1e-4);
});

it('notices wrong outputs and gradients, and a kernel that is not called', async () => {
  const errors = await checkLowering('Sin', each, { tested: shifted, reference });
  expect(errors.isRecorded).toBe(false);
  expect(errors.forward).toBeGreaterThan(0.1);
  expect(errors.gradient).toBeGreaterThan(0.1);
});

it('notices a gradient that is wrong on both backends', async () => {
  const wrong = tf.customGrad((x) => ({
    value: tf.exp(x as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => [tf.mul(dy, 2)],
  }));
  const errors = await checkLowering(
    'Exp',
    { ...each, compute: ({ x }) => wrong(x!) },
    { tested: reference, reference },
  );
  expect(errors.gradient).toBe(0);
  expect(errors.finiteDifference).toBeGreaterThan(0.1);
});
