import { hostTensor, type HostTensor } from '../host-tensor';
import type { LoweringCase } from '../testing/check-lowering';
import { awayFromZero, describeLowering, integers, numbers } from '../testing/describe-lowering';
import { tf } from '../tf';
import type { binaryRows } from './binary';

type Op = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const pair = (
  op: Op,
  name: string,
  [a, b]: readonly [HostTensor, HostTensor],
  gradientOf: string[] = ['a', 'b'],
): LoweringCase => ({
  name,
  inputs: { a, b },
  compute: (t) => op(t['a']!, t['b']!),
  gradientOf,
});

/** Equal shapes, each kind of broadcast, a scalar on either side, and an empty batch. */
const cases = (
  op: Op,
  { left = numbers, right = numbers }: { left?: typeof numbers; right?: typeof numbers } = {},
): LoweringCase[] => [
  pair(op, 'of equal shapes', [left([2, 3]), right([2, 3], 1)]),
  pair(op, 'with a column and a row', [left([2, 1]), right([3], 1)]),
  pair(op, 'with more axes on the right', [left([3]), right([2, 1, 3], 1)]),
  pair(op, 'with a scalar on the right', [left([2, 2]), right([], 1)]),
  pair(op, 'with a scalar on the left', [left([]), right([2, 2], 1)]),
  pair(op, 'of an empty batch', [left([0, 3]), right([3], 1)], []),
];

const ofIntegers = (op: Op, b: readonly number[] = [3, -3, 2, -2, 5, 1]): LoweringCase =>
  pair(op, 'of integers', [integers([7, 7, -7, -7, 0, -1]), integers(b)], []);

/** Halves and ones: quotients stay between two integers when either number moves a little. */
const halves = (shape: readonly number[]): HostTensor =>
  hostTensor(
    numbers(shape).data.map((x) => Math.round(2 * x) + 0.5),
    shape,
  );
const ones = (shape: readonly number[]): HostTensor =>
  hostTensor(
    numbers(shape).data.map(() => 1),
    shape,
  );

/** One operand is a constant whose elements are all equal, which the lowering passes as one number or leaves out. */
const withConstants = (op: Op, element: number): LoweringCase[] => [
  {
    name: `with a full tensor of ${element} on the right`,
    inputs: { a: numbers([2, 3]) },
    compute: ({ a }) => op(a!, tf.fill([2, 3], element)),
    gradientOf: ['a'],
  },
  {
    name: `with a larger tensor of ${element} on the right`,
    inputs: { a: awayFromZero([3]) },
    compute: ({ a }) => op(a!, tf.fill([2, 3], element)),
    gradientOf: ['a'],
  },
  {
    name: `of two constants, ${element} on the left`,
    inputs: { a: numbers([3]) },
    compute: ({ a }) => tf.concat([a!, op(tf.fill([3], element), tf.fill([1], 2))]),
    gradientOf: [],
  },
];

describeLowering<typeof binaryRows>({
  Add: [...cases(tf.add), ofIntegers(tf.add), ...withConstants(tf.add, 0), ...withConstants(tf.add, 2)],
  AddN: [
    {
      name: 'of three tensors',
      inputs: { a: numbers([2, 3]), b: numbers([2, 3], 1), c: numbers([2, 3], 2) },
      compute: ({ a, b, c }) => tf.addN([a!, b!, c!]),
      gradientOf: ['a', 'b', 'c'],
    },
    { name: 'of one tensor', inputs: { a: numbers([2]) }, compute: ({ a }) => tf.addN([a!]), gradientOf: [] },
  ],
  FloorDiv: [
    ofIntegers(tf.floorDiv),
    ofIntegers(tf.floorDiv, [1, 0, 2, -2, 0, 4]),
    pair(tf.floorDiv, 'of numbers', [hostTensor([7.5, -7.5, 0.3]), hostTensor([2, 2, -0.4])], []),
    pair(tf.floorDiv, 'of integers that broadcast', [integers([-5, 5], [2, 1]), integers([2, 3, -4])], []),
  ],
  Maximum: [...cases(tf.maximum), ofIntegers(tf.maximum)],
  Minimum: [...cases(tf.minimum), ofIntegers(tf.minimum)],
  Mod: [
    ...cases(tf.mod, { left: halves, right: ones }),
    ofIntegers(tf.mod),
    pair(
      tf.mod,
      'of numbers of either sign',
      [hostTensor([7.5, -7.5, 7.5, -7.5, 4]), hostTensor([2, 2, -2, -2, 2])],
      [],
    ),
  ],
  Multiply: [...cases(tf.mul), ofIntegers(tf.mul), ...withConstants(tf.mul, 1), ...withConstants(tf.mul, 0)],
  Pow: [
    ...cases(tf.pow, { left: awayFromZero }),
    pair(tf.pow, 'of integers', [integers([2, 3, -2]), integers([3, 0, 3])], []),
    ...withConstants(tf.pow, 1),
  ],
  RealDiv: [...cases(tf.div, { right: awayFromZero }), ...withConstants(tf.div, 1)],
  SquaredDifference: cases(tf.squaredDifference),
  Sub: [...cases(tf.sub), ofIntegers(tf.sub), ...withConstants(tf.sub, 0)],
});
