import { hostTensor, type HostTensor } from '../host-tensor';
import type { LoweringCase } from '../testing/check-lowering';
import { describeLowering, integers, numbers, truths } from '../testing/describe-lowering';
import { tf } from '../tf';
import type { logicRows } from './logic';

type Op = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const pair = (op: Op, name: string, [a, b]: readonly [HostTensor, HostTensor]): LoweringCase => ({
  name,
  inputs: { a, b },
  compute: (t) => op(t['a']!, t['b']!),
  gradientOf: [],
});

const comparisons = (op: Op): LoweringCase[] => [
  pair(op, 'of numbers', [hostTensor([1, 2, -3, 0]), hostTensor([1, -2, 3, -0])]),
  pair(op, 'of integers that broadcast', [integers([1, 2], [2, 1]), integers([1, 2, 3])]),
  pair(op, 'of truth values', [truths([0, 0, 1, 1]), truths([0, 1, 0, 1])]),
  pair(op, 'with NaN and infinity', [hostTensor([NaN, Infinity, NaN]), hostTensor([NaN, Infinity, 1])]),
  pair(op, 'with a scalar', [numbers([2, 3]), hostTensor([0.5], [])]),
  pair(op, 'of an empty batch', [numbers([0, 2]), numbers([2])]),
];

const logical = (op: Op): LoweringCase[] => [
  pair(op, 'of equal shapes', [truths([0, 0, 1, 1]), truths([0, 1, 0, 1])]),
  pair(op, 'that broadcast', [truths([0, 1], [2, 1]), truths([0, 1, 1])]),
];

const predicate = (op: (x: tf.Tensor) => tf.Tensor): LoweringCase[] => [
  {
    name: 'of special numbers',
    inputs: { x: hostTensor([NaN, Infinity, -Infinity, 0, 1e30]) },
    compute: ({ x }) => op(x!),
    gradientOf: [],
  },
];

const choice = (
  condition: HostTensor,
  t: HostTensor,
  e: HostTensor,
): Pick<LoweringCase, 'inputs' | 'compute'> => ({
  inputs: { condition, t, e },
  compute: (tensors) => tf.where(tensors['condition']!, tensors['t']!, tensors['e']!),
});

describeLowering<typeof logicRows>({
  Equal: comparisons(tf.equal),
  Greater: comparisons(tf.greater),
  GreaterEqual: comparisons(tf.greaterEqual),
  IsFinite: predicate(tf.isFinite),
  IsInf: predicate(tf.isInf),
  IsNan: predicate(tf.isNaN),
  Less: comparisons(tf.less),
  LessEqual: comparisons(tf.lessEqual),
  LogicalAnd: logical(tf.logicalAnd),
  LogicalNot: [
    {
      name: 'of truth values',
      inputs: { x: truths([0, 1, 1]) },
      compute: ({ x }) => tf.logicalNot(x!),
      gradientOf: [],
    },
  ],
  LogicalOr: logical(tf.logicalOr),
  NotEqual: comparisons(tf.notEqual),
  Select: [
    {
      name: 'of equal shapes',
      ...choice(truths([1, 0, 0, 1], [2, 2]), numbers([2, 2]), numbers([2, 2], 1)),
      gradientOf: ['t', 'e'],
    },
    {
      name: 'that broadcast',
      ...choice(truths([1, 0], [2, 1]), numbers([3]), numbers([2, 3], 1)),
      gradientOf: ['t', 'e'],
    },
    {
      name: 'between integers',
      ...choice(truths([1, 0]), integers([1, 2]), integers([3, 4])),
      gradientOf: [],
    },
    { name: 'of a scalar', ...choice(truths([1], []), numbers([]), numbers([], 1)), gradientOf: ['t', 'e'] },
    {
      name: 'with a constant on one side',
      inputs: { c: truths([1, 0, 1]), x: numbers([3]) },
      compute: ({ c, x }) => tf.where(c!, x!, tf.fill([3], -5)),
      gradientOf: ['x'],
    },
    {
      name: 'with constants on both sides',
      inputs: { c: truths([1, 0, 1]) },
      compute: ({ c }) => tf.where(c!, tf.ones([3]), tf.fill([3], -5)),
      gradientOf: [],
    },
  ],
});
