import type { LoweringCase } from '../testing/check-lowering';
import { describeLowering, integers, numbers } from '../testing/describe-lowering';
import { tf } from '../tf';
import type { sourceRows } from './source';

const beside = (name: string, compute: (x: tf.Tensor) => Record<string, tf.Tensor>): LoweringCase => ({
  name,
  inputs: { x: numbers([2, 3]) },
  compute: ({ x }) => compute(x!),
  gradientOf: [],
});

const kernel = (name: string, attrs: object): tf.Tensor =>
  tf.engine().runKernel(name, {}, attrs as tf.NamedAttrMap);

describeLowering<typeof sourceRows>({
  Fill: [
    beside('of numbers', (x) => ({ y: tf.add(x, tf.fill([2, 3], 2.5)), z: tf.fill([2, 2], 0.5) })),
    beside('of integers', () => ({ y: tf.fill([3], 7, 'int32') })),
    beside('of truth values', () => ({ y: tf.fill([3], 1, 'bool') })),
    beside('of a scalar', () => ({ y: tf.fill([], 7) })),
  ],
  LinSpace: [
    beside('of five', () => ({ y: tf.linspace(-1, 2, 5) })),
    beside('of one', () => ({ y: tf.linspace(3, 9, 1) })),
  ],
  OnesLike: [beside('of a matrix', (x) => ({ y: tf.onesLike(x), z: tf.mul(x, tf.onesLike(x)) }))],
  Range: [
    beside('of integers', () => ({ y: kernel('Range', { start: 0, stop: 5, step: 1, dtype: 'int32' }) })),
    beside('downwards', () => ({ y: tf.range(5, 0, -2) })),
    beside('of fractions', () => ({ y: tf.range(0, 1, 0.3) })),
  ],
  ZerosLike: [
    beside('of a matrix', (x) => ({ y: tf.zerosLike(x), z: tf.add(x, tf.zerosLike(x)) })),
    {
      name: 'of integers',
      inputs: { x: integers([1, 2]) },
      compute: ({ x }) => ({ y: tf.zerosLike(x!), z: tf.onesLike(x!) }),
      gradientOf: [],
    },
  ],
});
