import type { LoweringCase } from '../testing/check-lowering';
import { describeLowering, integers, numbers, truths } from '../testing/describe-lowering';
import { tf } from '../tf';
import type { shapeRows } from './shape';

const one = (
  name: string,
  shape: readonly number[],
  compute: (x: tf.Tensor) => tf.Tensor | tf.Tensor[],
  gradientOf = ['x'],
): LoweringCase => ({
  name,
  inputs: { x: numbers(shape) },
  compute: ({ x }) => {
    const outputs = compute(x!);
    return Array.isArray(outputs)
      ? Object.fromEntries(outputs.map((output, at) => [`y${at}`, output]))
      : outputs;
  },
  gradientOf,
});

const ofIntegers = (compute: (x: tf.Tensor) => tf.Tensor): LoweringCase => ({
  name: 'of integers',
  inputs: { x: integers([1, 2, 3, 4, 5, 6], [2, 3]) },
  compute: ({ x }) => compute(x!),
  gradientOf: [],
});

const two = (
  name: string,
  shapes: readonly [number[], number[]],
  compute: (tensors: tf.Tensor[]) => tf.Tensor,
): LoweringCase => ({
  name,
  inputs: { a: numbers(shapes[0]), b: numbers(shapes[1], 1) },
  compute: (t) => compute([t['a']!, t['b']!]),
  gradientOf: ['a', 'b'],
});

const plusOne = (x: tf.Tensor): tf.Tensor => tf.add(x, 1);

describeLowering<typeof shapeRows>({
  Concat: [
    two(
      'along the first axis',
      [
        [1, 2],
        [2, 2],
      ],
      (list) => tf.concat(list, 0),
    ),
    two(
      'along the last axis by a negative number',
      [
        [2, 1],
        [2, 2],
      ],
      (list) => tf.concat(list, -1),
    ),
    {
      name: 'of integers',
      inputs: { a: integers([1, 2]), b: integers([3]) },
      compute: (t) => tf.concat([t['a']!, t['b']!]),
      gradientOf: [],
    },
  ],
  ExpandDims: [
    one('in front', [2, 3], (x) => tf.expandDims(x, 0)),
    one('at the end by a negative number', [2, 3], (x) => tf.expandDims(x, -1)),
    one('of a scalar', [], (x) => tf.expandDims(x, 0)),
  ],
  Pack: [
    two(
      'in front',
      [
        [2, 2],
        [2, 2],
      ],
      (list) => tf.stack(list),
    ),
    two(
      'at the end by a negative number',
      [
        [2, 2],
        [2, 2],
      ],
      (list) => tf.stack(list, -1),
    ),
    two('of scalars', [[], []], (list) => tf.stack(list)),
  ],
  PadV2: [
    one('on all sides', [2, 2], (x) =>
      tf.pad(x, [
        [1, 0],
        [2, 1],
      ]),
    ),
    one('with a number', [3], (x) => tf.pad(x, [[1, 2]], 7)),
    ofIntegers((x) =>
      tf.pad(
        x,
        [
          [0, 1],
          [1, 0],
        ],
        9,
      ),
    ),
  ],
  Reshape: [
    one('of a matrix', [2, 3], (x) => tf.reshape(x, [3, 2])),
    one('with an axis to infer', [2, 3], (x) => tf.reshape(x, [-1])),
    one('of a scalar', [], (x) => tf.reshape(x, [1, 1])),
    one('of an empty batch', [0, 4], (x) => tf.reshape(x, [0, 2, 2]), []),
    one('of equal elements', [2, 3], (x) => tf.mul(x, tf.reshape(tf.fill([6], 3), [2, 3]))),
  ],
  Reverse: [
    one('of one axis', [2, 3], (x) => tf.reverse(x, -1)),
    one('of all axes', [2, 3], (x) => tf.reverse(x)),
    one('of a scalar', [], (x) => tf.reverse(x), []),
  ],
  Slice: [
    one('from the middle', [3, 4], (x) => tf.slice(x, [1, 1], [1, 2])),
    one('to the end', [3, 4], (x) => tf.slice(x, [1], [-1])),
    one('of nothing', [3, 4], (x) => tf.slice(x, [1, 0], [0, 4]), []),
    ofIntegers((x) => tf.slice(x, [0, 2], [2, 1])),
  ],
  SplitV: [
    one('into equal parts', [2, 4], (x) => tf.split(x, 2, 1)),
    one('into given parts, by a negative axis', [2, 4], (x) => tf.split(x, [1, 3], -1)),
    one('of which one is used', [4], (x) => tf.split(x, 2)[1]!),
  ],
  StridedSlice: [
    one('of every second', [5], (x) => tf.stridedSlice(x, [0], [5], [2]), []),
    one('backwards', [5, 2], (x) => tf.stridedSlice(x, [4, 0], [0, 2], [-2, 1]), []),
    one('backwards to the first', [5], (x) => tf.stridedSlice(x, [4], [0], [-1], 0, 1), []),
    one(
      'with masks and a dropped axis',
      [3, 4],
      (x) => tf.stridedSlice(x, [1, 1], [2, 3], [1, 1], 0, 2, 0, 0, 1),
      [],
    ),
  ],
  Tile: [
    one('of one axis', [2, 2], (x) => tf.tile(x, [1, 3])),
    one('of all axes', [2, 1, 2], (x) => tf.tile(x, [2, 2, 2])),
    one('of rank 5', [1, 2, 1, 2, 1], (x) => tf.tile(x, [1, 2, 1, 1, 2])),
    one('of a broadcast that meets a full tensor', [3, 1], (x) =>
      tf.mul(tf.broadcastTo(x, [3, 2]), tf.range(0, 6).reshape([3, 2])),
    ),
    one('of a broadcast that meets a broadcast', [1, 2], (x) =>
      tf.mul(tf.broadcastTo(x, [3, 2]), tf.broadcastTo(plusOne(x), [3, 2])),
    ),
    one('of a broadcast of a broadcast', [1, 2], (x) =>
      tf.tile(tf.reshape(tf.broadcastTo(x, [3, 2]), [3, 1, 2]), [1, 2, 1]),
    ),
    one('of a broadcast that is an output', [1, 2], (x) => tf.broadcastTo(x, [3, 2])),
    ofIntegers((x) => tf.tile(x, [2, 1])),
  ],
  Transpose: [
    one('of a matrix', [2, 3], (x) => tf.transpose(x)),
    one('of heads', [1, 2, 3, 2], (x) => tf.transpose(x, [0, 2, 1, 3])),
    {
      name: 'of truth values',
      inputs: { x: truths([1, 0, 0, 1, 1, 0], [2, 3]) },
      compute: ({ x }) => tf.transpose(x!),
      gradientOf: [],
    },
  ],
  Unpack: [
    one('of the first axis', [2, 3], (x) => tf.unstack(x)),
    one('of the last axis by a negative number', [2, 3], (x) => tf.unstack(x, -1)),
    one('of a vector', [3], (x) => tf.unstack(x)),
  ],
});
