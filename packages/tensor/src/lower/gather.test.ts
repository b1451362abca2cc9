import { resolveBackend } from '../backend/resolve';
import { hostTensor, type HostTensor } from '../host-tensor';
import type { LoweringCase } from '../testing/check-lowering';
import { describeLowering, integers, numbers } from '../testing/describe-lowering';
import { tf } from '../tf';
import { specOf, type TensorsOf } from '../tree';
import type { gatherRows } from './gather';

const gather = (
  name: string,
  x: HostTensor,
  indices: HostTensor,
  { axis = 0, batchDims = 0, gradientOf = ['x'] } = {},
): LoweringCase => ({
  name,
  inputs: { x, indices },
  compute: (t) => tf.gather(t['x']!, t['indices']!, axis, batchDims),
  gradientOf,
});

const segments = (
  name: string,
  x: HostTensor,
  ids: readonly number[],
  count: number,
  gradientOf: string[],
): LoweringCase => ({
  name,
  inputs: { x, ids: integers(ids) },
  compute: (t) => tf.unsortedSegmentSum(t['x']!, t['ids'] as tf.Tensor1D, count),
  gradientOf,
});

const scatter = (
  name: string,
  indices: HostTensor,
  updates: HostTensor,
  shape: number[],
  gradientOf = ['updates'],
): LoweringCase => ({
  name,
  inputs: { indices, updates },
  compute: (t) => tf.scatterND(t['indices']!, t['updates']!, shape),
  gradientOf,
});

const hot = (
  name: string,
  indices: HostTensor,
  options: { depth?: number; on?: number; off?: number; dtype?: 'int32' } = {},
): LoweringCase => ({
  name,
  inputs: { indices },
  compute: (t) =>
    tf.oneHot(t['indices']!, options.depth ?? 4, options.on ?? 1, options.off ?? 0, options.dtype),
  gradientOf: [],
});

describeLowering<typeof gatherRows>({
  GatherNd: [
    {
      name: 'of elements, one of them twice',
      inputs: { x: numbers([2, 3]), indices: integers([0, 1, 1, 2, 0, 1], [3, 2]) },
      compute: (t) => tf.gatherND(t['x']!, t['indices']!),
      gradientOf: ['x'],
    },
    {
      name: 'of lines',
      inputs: { x: numbers([3, 2]), indices: integers([2, 0], [2, 1]) },
      compute: (t) => tf.gatherND(t['x']!, t['indices']!),
      gradientOf: ['x'],
    },
  ],
  GatherV2: [
    gather('of rows, one of them twice', numbers([3, 2]), integers([2, 0, 2])),
    gather('along the last axis by a negative number', numbers([2, 3]), integers([1, 1]), { axis: -1 }),
    gather('by a table of indices', numbers([3, 2]), integers([2, 0, 1, 1], [2, 2])),
    gather('by a scalar', numbers([3, 2]), integers([1], [])),
    gather('of a table of length 1', numbers([1, 2]), integers([0, 0])),
    gather('for each batch', numbers([2, 3, 2]), integers([2, 0, 1, 1], [2, 2]), { axis: 1, batchDims: 1 }),
    gather('for each batch, along a later axis', numbers([2, 2, 3]), integers([2, 0, 1, 1], [2, 2]), {
      axis: 2,
      batchDims: 1,
      gradientOf: [],
    }),
    gather('of no rows', numbers([3, 2]), integers([]), { gradientOf: [] }),
  ],
  OneHot: [
    hot('of a vector', integers([1, 0, 3])),
    hot('of a matrix', integers([1, 0, 3, 2], [2, 2])),
    hot('of indices out of range', integers([-1, 4, 2])),
    hot('with other values', integers([1, 0]), { on: 5, off: -2 }),
    hot('as integers', integers([1, 0]), { dtype: 'int32' }),
  ],
  ScatterNd: [
    scatter('of elements, one of them twice', integers([0, 1, 1, 2, 0, 1], [3, 2]), numbers([3]), [2, 3]),
    scatter('of lines, one of them twice', integers([2, 0, 2], [3, 1]), numbers([3, 2]), [4, 2]),
    scatter('of integers', integers([1, 1], [2, 1]), integers([3, 4]), [3], []),
  ],
  TopK: [
    {
      name: 'of a matrix',
      inputs: { x: numbers([2, 5]) },
      compute: ({ x }) => ({ ...tf.topk(x!, 3) }),
      gradientOf: [],
    },
    {
      name: 'of equal numbers',
      inputs: { x: integers([4, 7, 7, 7, 1]) },
      compute: ({ x }) => ({ ...tf.topk(x!, 2) }),
      gradientOf: [],
    },
  ],
  UnsortedSegmentSum: [
    segments('with repeats and an empty segment', numbers([4, 2]), [2, 0, 2, 2], 4, ['x']),
    segments('of a vector', numbers([3]), [1, 1, 0], 2, ['x']),
    segments('and drops ids out of range', numbers([3, 2]), [-1, 0, 5], 2, []),
    segments('of many segments', numbers([4, 2]), [599, 0, 599, 7], 600, ['x']),
    segments('of many segments and drops ids out of range', numbers([3, 2]), [-1, 0, 600], 600, []),
  ],
});

it('sums segments of integers as integers', async () => {
  const { backend } = await resolveBackend({ prefer: 'ort-cpu' });
  const inputs = { x: integers([1, 2, 3]), ids: integers([1, 1, 0]) };
  const sums = ({ x, ids }: TensorsOf<typeof inputs>) => ({
    y: tf.unsortedSegmentSum(x, ids as tf.Tensor1D, 2),
  });
  const compiled = await backend.compile(sums, specOf(inputs));
  expect((await compiled.run(inputs)).y).toEqual(integers([3, 3]));
  await backend.dispose();
});

it('scatters thousands of equal rows on two threads without losing one', async () => {
  const { backend } = await resolveBackend({ prefer: 'ort-cpu', threads: 2 });
  const [count, width] = [4096, 64];
  const inputs = {
    rows: integers(
      Array.from({ length: count }, (_, at) => at % 3),
      [count, 1],
    ),
    x: hostTensor(new Float32Array(count * width).fill(1), [count, width]),
  };
  const scattered = ({ rows, x }: TensorsOf<typeof inputs>) => ({
    y: tf.scatterND(rows, x, [3, width]),
    z: tf.unsortedSegmentSum(x, tf.reshape<tf.Rank.R1>(rows, [-1]), 600),
  });
  const compiled = await backend.compile(scattered, specOf(inputs));
  for (let run = 0; run < 5; run++) {
    const { y, z } = await compiled.run(inputs);
    expect([y.data[0], y.data[width], y.data[2 * width]]).toEqual([1366, 1365, 1365]);
    expect([z.data[0], z.data[width], z.data[2 * width]]).toEqual([1366, 1365, 1365]);
  }
  await backend.dispose();
});
