import type { HostTensor } from '../host-tensor';
import type { LoweringCase } from '../testing/check-lowering';
import { describeLowering, integers, numbers } from '../testing/describe-lowering';
import { tf } from '../tf';
import type { matmulRows } from './matmul';

const swap = (shape: readonly number[], transpose: boolean): number[] =>
  transpose ? [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!] : [...shape];

/** All four transposes of one pair of shapes. */
const product = (name: string, left: readonly number[], right: readonly number[]): LoweringCase[] =>
  [false, true].flatMap((transposeA) =>
    [false, true].map((transposeB) => ({
      name: `${name}, transposed ${transposeA} and ${transposeB}`,
      inputs: { a: numbers(swap(left, transposeA)), b: numbers(swap(right, transposeB), 1) },
      compute: (t) => tf.matMul(t['a']!, t['b']!, transposeA, transposeB),
      gradientOf: ['a', 'b'],
    })),
  );

const fused = (
  name: string,
  options: Parameters<typeof tf.fused.matMul>[0] extends infer Config
    ? Omit<Config, 'a' | 'b' | 'bias'>
    : never,
): LoweringCase => ({
  name,
  inputs: { a: numbers([3, 2]), b: numbers([2, 4], 1), bias: numbers([4], 2) },
  compute: (t) => tf.fused.matMul({ a: t['a']!, b: t['b']!, bias: t['bias']!, ...options }),
  gradientOf: [],
});

const pair = (a: HostTensor, b: HostTensor): LoweringCase['inputs'] => ({ a, b });

describeLowering<typeof matmulRows>({
  BatchMatMul: [
    ...product('of matrices', [2, 3], [3, 2]),
    ...product('of batches', [2, 2, 3], [2, 3, 1]),
    ...product('whose batch repeats on the right', [2, 1, 2], [1, 2, 3]),
    ...product('whose batch repeats on the left', [1, 2, 2], [2, 1, 2, 1]),
    {
      name: 'of a batch and a matrix',
      inputs: pair(numbers([2, 2, 3]), numbers([3, 2], 1)),
      compute: (t) => tf.matMul(t['a']!, t['b']!),
      gradientOf: ['a', 'b'],
    },
    {
      name: 'of integers, transposed',
      inputs: pair(integers([1, 2, 3, 4, 5, 6], [3, 2]), integers([1, -1, 2, 0, 3, 1], [2, 3])),
      compute: (t) => tf.matMul(t['a']!, t['b']!, true, true),
      gradientOf: [],
    },
    {
      name: 'of an empty batch',
      inputs: pair(numbers([0, 3]), numbers([3, 2])),
      compute: (t) => tf.matMul(t['a']!, t['b']!),
      gradientOf: [],
    },
  ],
  _FusedMatMul: [
    fused('with a bias', {}),
    ...(['relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu'] as const).map((activation) =>
      fused(`with ${activation}`, { activation }),
    ),
    {
      name: 'with prelu',
      inputs: { a: numbers([3, 2]), b: numbers([2, 4], 1), slope: numbers([4], 2) },
      compute: (t) =>
        tf.fused.matMul({ a: t['a']!, b: t['b']!, activation: 'prelu', preluActivationWeights: t['slope']! }),
      gradientOf: [],
    },
  ],
});
