import { hostTensor } from '../host-tensor';
import type { LoweringCase } from '../testing/check-lowering';
import { describeLowering, integers, numbers, truths } from '../testing/describe-lowering';
import { tf } from '../tf';
import type { reduceRows } from './reduce';

type Reduce = (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor;

/** All axes, one, a negative one, several out of order, kept axes, length-1 axes, a scalar. */
const cases = (op: Reduce, input: typeof numbers = numbers): LoweringCase[] => {
  const over = (
    name: string,
    shape: readonly number[],
    axis?: number | number[],
    keepDims?: boolean,
  ): LoweringCase => ({
    name,
    inputs: { x: input(shape) },
    compute: ({ x }) => op(x!, axis, keepDims),
    gradientOf: ['x'],
  });
  return [
    over('over all axes', [2, 3]),
    over('over the first axis', [3, 2], 0),
    over('over the last axis by a negative number', [2, 3], -1),
    over('over the last axis, kept', [2, 3], -1, true),
    over('over two axes', [2, 2, 2], [2, 0]),
    over('over two axes, kept', [2, 1, 3], [0, 1], true),
    over('over an axis of length 1', [3, 1], 1),
    over('of a scalar', []),
  ];
};

const ofIntegers = (op: Reduce): LoweringCase => ({
  name: 'of integers',
  inputs: { x: integers([3, -1, 4, 1, -5, 9], [2, 3]) },
  compute: ({ x }) => op(x!, 1),
  gradientOf: [],
});

const ofTruths = (op: Reduce): LoweringCase[] =>
  [undefined, 0, [1]].map((axis) => ({
    name: `over ${axis === undefined ? 'all axes' : `axis ${String(axis)}`}`,
    inputs: { x: truths([1, 1, 0, 1, 0, 0], [3, 2]) },
    compute: ({ x }) => op(x!, axis),
    gradientOf: [],
  }));

const index = (op: (x: tf.Tensor, axis: number) => tf.Tensor): LoweringCase[] => [
  {
    name: 'over the first axis',
    inputs: { x: numbers([3, 4]) },
    compute: ({ x }) => op(x!, 0),
    gradientOf: [],
  },
  {
    name: 'over the last axis',
    inputs: { x: numbers([2, 3, 4]) },
    compute: ({ x }) => op(x!, -1),
    gradientOf: [],
  },
  {
    name: 'where two are equal',
    inputs: { x: hostTensor([1, 7, 7, -2, -2]) },
    compute: ({ x }) => op(x!, 0),
    gradientOf: [],
  },
  { name: 'of integers', inputs: { x: integers([4, 9, -3]) }, compute: ({ x }) => op(x!, 0), gradientOf: [] },
];

const running = (
  op: (x: tf.Tensor, axis: number, exclusive: boolean, reverse: boolean) => tf.Tensor,
  gradientOf: string[],
): LoweringCase[] =>
  [0, 1, 2].flatMap((axis) =>
    [
      { exclusive: false, reverse: false },
      { exclusive: true, reverse: false },
      { exclusive: false, reverse: true },
      { exclusive: true, reverse: true },
    ].map(({ exclusive, reverse }) => ({
      name: `along axis ${axis}, exclusive ${exclusive}, reverse ${reverse}`,
      inputs: { x: numbers([2, 3, 2]) },
      compute: ({ x }) => op(x!, axis, exclusive, reverse),
      gradientOf,
    })),
  );

const softmax = (op: (x: tf.Tensor) => tf.Tensor): LoweringCase[] => [
  { name: 'of a matrix', inputs: { x: numbers([2, 3]) }, compute: ({ x }) => op(x!), gradientOf: ['x'] },
  { name: 'of a vector', inputs: { x: numbers([4]) }, compute: ({ x }) => op(x!), gradientOf: ['x'] },
  { name: 'of one class', inputs: { x: numbers([3, 1]) }, compute: ({ x }) => op(x!), gradientOf: ['x'] },
  {
    name: 'of large numbers',
    inputs: { x: hostTensor([1000, 999, -1e9, 0]) },
    compute: ({ x }) => op(x!),
    gradientOf: [],
  },
];

/** Any two differ by more than the steps of the finite differences, so that the largest stays the largest. */
const apart = (shape: readonly number[]): ReturnType<typeof numbers> => {
  const { data } = numbers(shape);
  return hostTensor(
    Float32Array.from(data, (_, at) => ((at * 5) % 8) - 3.5),
    shape,
  );
};

describeLowering<typeof reduceRows>({
  All: ofTruths(tf.all),
  Any: ofTruths(tf.any),
  ArgMax: index(tf.argMax),
  ArgMin: index(tf.argMin),
  Cumprod: running(tf.cumprod, []),
  Cumsum: [
    ...running(tf.cumsum, ['x']),
    {
      name: 'of integers',
      inputs: { x: integers([1, 2, 3]) },
      compute: ({ x }) => tf.cumsum(x!, 0),
      gradientOf: [],
    },
  ],
  Max: [...cases(tf.max, apart), ofIntegers(tf.max)],
  Mean: [...cases(tf.mean), ofIntegers(tf.mean)],
  Min: [...cases(tf.min, apart), ofIntegers(tf.min)],
  Prod: [...cases(tf.prod), ofIntegers(tf.prod)],
  Softmax: softmax((x) => tf.softmax(x)),
  Sum: [
    ...cases(tf.sum),
    ofIntegers(tf.sum),
    {
      name: 'of truth values',
      inputs: { x: truths([1, 0, 1]) },
      compute: ({ x }) => tf.sum(x!),
      gradientOf: [],
    },
    {
      name: 'of an empty batch',
      inputs: { x: numbers([0, 3]) },
      compute: ({ x }) => tf.sum(x!, 0),
      gradientOf: [],
    },
  ],
});
