import { hostTensor } from '../host-tensor';
import {
  awayFromZero,
  describeLowering,
  integers,
  numbers,
  positives,
  truths,
  type CasesFor,
} from '../testing/describe-lowering';
import type { LoweringCase } from '../testing/check-lowering';
import { tf } from '../tf';
import type { unaryRows } from './unary';

type Op = (x: tf.Tensor) => tf.Tensor;

/** The function on a matrix, a scalar and an empty batch; `hard` adds values where precision or edges matter. */
const cases = (
  op: Op,
  { input = numbers, hard }: { input?: typeof numbers; hard?: readonly number[] } = {},
): LoweringCase[] => [
  { name: 'of a matrix', inputs: { x: input([2, 3]) }, compute: ({ x }) => op(x!), gradientOf: ['x'] },
  { name: 'of a scalar', inputs: { x: input([]) }, compute: ({ x }) => op(x!), gradientOf: ['x'] },
  { name: 'of an empty batch', inputs: { x: input([0, 3]) }, compute: ({ x }) => op(x!), gradientOf: [] },
  ...(hard === undefined
    ? []
    : [
        {
          name: `at ${hard.join(', ')}`,
          inputs: { x: hostTensor(hard) },
          compute: ({ x }: Record<string, tf.Tensor>) => op(x!),
          gradientOf: [],
        },
      ]),
];

const ofIntegers = (op: Op): LoweringCase => ({
  name: 'of integers',
  inputs: { x: integers([-7, -1, 0, 2, 9]) },
  compute: ({ x }) => op(x!),
  gradientOf: [],
});

const casts = (
  from: LoweringCase['inputs'],
  dtype: 'float32' | 'int32' | 'bool',
  name: string,
): LoweringCase => ({
  name,
  inputs: from,
  compute: ({ x }) => tf.cast(x!, dtype),
  gradientOf: [],
});

describeLowering<typeof unaryRows>({
  Abs: [...cases(tf.abs), ofIntegers(tf.abs)],
  Cast: [
    casts({ x: hostTensor([-2.7, -0.4, 0, 0.6, 3.9]) }, 'int32', 'of float32 to int32, towards zero'),
    casts({ x: hostTensor([-2.7, 0, 0.1]) }, 'bool', 'of float32 to bool, true where not zero'),
    casts({ x: integers([-3, 0, 8]) }, 'float32', 'of int32 to float32'),
    casts({ x: integers([-3, 0, 8]) }, 'bool', 'of int32 to bool'),
    casts({ x: truths([1, 0, 1]) }, 'float32', 'of bool to float32'),
    casts({ x: truths([1, 0, 1]) }, 'int32', 'of bool to int32'),
  ],
  Ceil: cases(tf.ceil, { hard: [-1.5, -0, 2, 2.000001] }),
  ClipByValue: [
    ...cases((x) => tf.clipByValue(x, -1, 1.05)),
    {
      name: 'of integers',
      inputs: { x: integers([-9, 0, 9]) },
      compute: ({ x }) => tf.clipByValue(x!, -2, 3),
      gradientOf: [],
    },
  ],
  Cos: cases(tf.cos, { hard: [-30, 0, 100] }),
  Elu: cases(tf.elu),
  EluGrad: [
    {
      name: 'as the gradient of elu',
      inputs: { x: numbers([3, 4]) },
      compute: ({ x }) => tf.grad((input) => tf.elu(input))(x!),
      gradientOf: [],
    },
  ],
  Erf: cases(tf.erf, { hard: [-4, -1e-3, 0, 1e-3, 4] }),
  Exp: cases(tf.exp, { hard: [-90, 0, 80] }),
  Expm1: cases(tf.expm1, { hard: [-90, -1e-6, 0, 1e-6, 0.49, 0.51, 80, Infinity, -Infinity] }),
  Floor: cases(tf.floor, { hard: [-1.5, -0, 2, 1.999999] }),
  Identity: [], // leaves no node; record.test.ts
  LeakyRelu: cases((x) => tf.leakyRelu(x, 0.3)),
  Log: cases(tf.log, { input: positives, hard: [0, 1e-30, 1e30] }),
  Log1p: cases(tf.log1p, { input: positives, hard: [-1, -0.5, -1e-6, 0, 1e-6, 0.49, 0.51, 1e30, Infinity] }),
  Neg: [...cases(tf.neg), ofIntegers(tf.neg)],
  Reciprocal: cases(tf.reciprocal, { input: awayFromZero, hard: [-3, -0.5, 0, 1e-10, Infinity] }),
  Relu: cases(tf.relu, { hard: [-0, 0, Infinity, -Infinity] }),
  Round: cases(tf.round, {
    input: (shape) =>
      hostTensor(
        Float32Array.from(numbers(shape).data, (x) => Math.round(3 * x) + 0.2),
        shape,
      ),
    hard: [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.49],
  }),
  Rsqrt: cases(tf.rsqrt, { input: awayFromZero, hard: [1e-12, 1e12] }),
  Selu: cases(tf.selu),
  Sigmoid: cases(tf.sigmoid, { hard: [-80, -20, 0, 20, 80] }),
  Sign: [...cases(tf.sign, { hard: [-0, 0] }), ofIntegers(tf.sign)],
  Sin: cases(tf.sin, { hard: [-30, 0, 100] }),
  Softplus: cases(tf.softplus, { hard: [-80, -20, 0, 20, 80] }),
  Sqrt: cases(tf.sqrt, { input: positives, hard: [0, 1e-12, 1e12] }),
  Square: cases(tf.square),
  Step: [...cases(tf.step, { hard: [-0, 0, 1e-30] }), ...cases((x) => tf.step(x, 0.25)).slice(0, 1)],
  Tanh: cases(tf.tanh, { hard: [-40, -1e-4, 1e-4, 40] }),
} satisfies CasesFor<typeof unaryRows>);
