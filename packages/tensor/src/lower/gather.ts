import { sizeOf, type DType } from '../host-tensor';
import type { Value } from '../trace/graph';
import type { Emitter, OnnxName } from './emitter';
import type { SupportedKernel } from './kernels';
import { asType, cast } from './operands';
import { reduce } from './reduce';
import { frontAxis, reshape } from './shape';
import type { Rows } from './table';

/** Index out of range below: tfjs drops it, ONNX would count from the back; `beyond` is out of range above. */
function nonNegativeOr(emitter: Emitter, indices: Value, beyond: number): OnnxName {
  const name = emitter.nameOf(indices);
  const isNegative = emitter.op('Less', [name, emitter.scalar(0, 'int32')]);
  return cast(emitter, emitter.op('Where', [isNegative, emitter.scalar(beyond, 'int32'), name]), 'int64');
}

/** One-hot lines [N, depth] of float32; an index outside [0, depth) gives a line of `off`, as in tfjs. */
function oneHot(
  emitter: Emitter,
  indices: Value,
  depth: number,
  [off, on]: readonly [off: number, on: number],
): OnnxName {
  const values = emitter.constant(Float32Array.of(off, on), 'float32', [2]);
  return emitter.op('OneHot', [nonNegativeOr(emitter, indices, depth), emitter.int64([depth], []), values]);
}

/**
 * Adds lines [U, C] into zeros [R, C] at the rows ids [U].
 * Not by ScatterND: on several threads ONNX Runtime 1.30 loses updates of equal rows (its issue 18048); ScatterElements is sequential.
 */
function scatteredRows(
  emitter: Emitter,
  { ids, lines, dtype }: { ids: OnnxName; lines: OnnxName; dtype: DType },
  [rows, count, columns]: readonly [number, number, number],
): OnnxName {
  const zeros = emitter.op('Expand', [emitter.scalar(0, dtype), emitter.int64([rows, columns])]);
  const places = emitter.op('Expand', [reshape(emitter, ids, [count, 1]), emitter.int64([count, columns])]);
  const attributes = { axis: 0, reduction: 'add' };
  return emitter.op('ScatterElements', [zeros, places, reshape(emitter, lines, [count, columns])], {
    attributes,
  });
}

/** Up to this many segments a product with one-hot lines is faster than scattering element by element. */
const ONE_HOT_SEGMENTS = 64;

/** Batched gather: the gathered axis moves behind the batch axes, where GatherND wants it, and back. */
function batchedGather(
  emitter: Emitter,
  x: Value,
  indices: Value,
  { axis, batchDims }: { axis: number; batchDims: number },
): OnnxName {
  const axes = [...x.shape.keys()];
  const between = axes.slice(batchDims, axis);
  const perm = [...axes.slice(0, batchDims), axis, ...between, ...axes.slice(axis + 1)];
  const front =
    axis === batchDims
      ? emitter.nameOf(x)
      : emitter.op('Transpose', [emitter.nameOf(x)], { attributes: { perm } });
  const pointers = reshape(emitter, asType(emitter, indices, 'int64'), [...indices.shape, 1]);
  const gathered = emitter.op('GatherND', [front, pointers], { attributes: { batch_dims: batchDims } });
  if (axis === batchDims) return gathered;
  const picked = indices.shape.length - batchDims;
  const source = (at: number): number => {
    if (at < batchDims) return at;
    if (at < axis) return at + picked;
    return at < axis + picked ? at - between.length : at;
  };
  const back = Array.from({ length: x.shape.length - 1 + picked }, (_, at) => source(at));
  return emitter.op('Transpose', [gathered], { attributes: { perm: back } });
}

/** Picking by index, and its counterpart, adding up by index. */
export const gatherRows = {
  GatherNd: {
    infer: ({ params, indices }) => ({
      shape: [...indices.shape.slice(0, -1), ...params.shape.slice(indices.shape.at(-1))],
      dtype: params.dtype,
    }),
    emit: (emitter, { inputs: { params, indices } }) =>
      emitter.op('GatherND', [emitter.nameOf(params), asType(emitter, indices, 'int64')]),
  },
  GatherV2: {
    infer: ({ x, indices }, { axis, batchDims = 0 }) => {
      const at = frontAxis(axis, x.shape.length);
      return {
        shape: [...x.shape.slice(0, at), ...indices.shape.slice(batchDims), ...x.shape.slice(at + 1)],
        dtype: x.dtype,
      };
    },
    emit: (emitter, { inputs: { x, indices }, attrs: { axis, batchDims = 0 } }) => {
      const at = frontAxis(axis, x.shape.length);
      if (batchDims > 0) return batchedGather(emitter, x, indices, { axis: at, batchDims });
      const words = emitter.storedNameOf(x);
      const source = words ?? emitter.nameOf(x);
      const taken = emitter.op('Gather', [source, emitter.nameOf(indices)], { attributes: { axis: at } });
      return words === undefined ? taken : emitter.widen(taken);
    },
  },
  OneHot: {
    infer: ({ indices }, { depth, dtype }) => ({ shape: [...indices.shape, depth], dtype: dtype as DType }),
    emit: (emitter, { inputs: { indices }, attrs: { depth, onValue, offValue }, outputs }) => {
      const hot = oneHot(emitter, indices, depth, [offValue, onValue]);
      const { dtype } = outputs[0] as Value;
      return dtype === 'float32' ? hot : cast(emitter, hot, dtype);
    },
  },
  // duplicates add up
  ScatterNd: {
    infer: ({ updates }, { shape }) => ({ shape, dtype: updates.dtype }),
    emit: (emitter, { inputs: { indices, updates }, attrs: { shape } }) => {
      const depth = indices.shape.at(-1) as number;
      const strides = Array.from({ length: depth }, (_, axis) => sizeOf(shape.slice(axis + 1, depth)));
      const scaled = emitter.op('Mul', [asType(emitter, indices, 'int64'), emitter.int64(strides)]);
      const ids = reduce(emitter, 'ReduceSum', scaled, [indices.shape.length - 1], false);
      const size = [
        sizeOf(shape.slice(0, depth)),
        sizeOf(indices.shape.slice(0, -1)),
        sizeOf(shape.slice(depth)),
      ] as const;
      const lines = emitter.nameOf(updates);
      return reshape(emitter, scatteredRows(emitter, { ids, lines, dtype: updates.dtype }, size), shape);
    },
  },
  TopK: {
    infer: ({ x }, { k }) => {
      const shape = [...x.shape.slice(0, -1), k];
      return [
        { shape, dtype: x.dtype },
        { shape, dtype: 'int32' },
      ];
    },
    emit: (emitter, { inputs: { x }, attrs: { k, sorted } }) => {
      const attributes = { axis: -1, largest: 1, sorted: sorted ? 1 : 0 };
      const [values, indices] = emitter.ops('TopK', [emitter.nameOf(x), emitter.int64([k])], {
        attributes,
        outputs: 2,
      });
      return [values as OnnxName, cast(emitter, indices as OnnxName, 'int32')];
    },
  },
  // y[s] = sum of x[n] over n with segmentIds[n] = s; ids outside [0, numSegments) are dropped
  UnsortedSegmentSum: {
    infer: ({ x }, { numSegments }) => ({ shape: [numSegments, ...x.shape.slice(1)], dtype: x.dtype }),
    emit: (emitter, { inputs: { x, segmentIds }, attrs: { numSegments }, outputs }) => {
      const count = x.shape[0] as number;
      const columns = sizeOf(x.shape.slice(1));
      const { shape } = outputs[0] as Value;
      if (x.dtype === 'float32' && numSegments <= ONE_HOT_SEGMENTS) {
        const hot = oneHot(emitter, segmentIds, numSegments, [0, 1]);
        const lines = reshape(emitter, emitter.nameOf(x), [count, columns]);
        const sums = emitter.op('FusedMatMul', [hot, lines], {
          domain: 'com.microsoft',
          attributes: { transA: 1, transB: 0 },
        });
        return reshape(emitter, sums, shape);
      }
      const ids = nonNegativeOr(emitter, segmentIds, numSegments);
      const kept = emitter.op('Min', [ids, emitter.int64([numSegments], [])]); // one row more catches what is dropped
      const lines = emitter.nameOf(x);
      const rows = scatteredRows(emitter, { ids: kept, lines, dtype: x.dtype }, [
        numSegments + 1,
        count,
        columns,
      ]);
      const zero = emitter.int64([0]);
      return reshape(emitter, emitter.op('Slice', [rows, zero, emitter.int64([numSegments]), zero]), shape);
    },
  },
} satisfies Partial<Rows<SupportedKernel>>;
