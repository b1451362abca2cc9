import type { Value } from '../trace/graph';
import { tf } from '../tf';
import { asType, cast, sameSpec } from './elementwise';
import type { Emitter, OnnxName } from './emitter';
import { frontAxis, reshape } from './shape';
import type { Rows } from './table';

/** Index out of range below: tfjs drops it, ONNX would count from the back; `beyond` is out of range above. */
function nonNegativeOr(emitter: Emitter, indices: Value, beyond: number): OnnxName {
  const name = emitter.nameOf(indices);
  const isNegative = emitter.op('Less', [name, emitter.scalar(0, 'int32')]);
  return cast(emitter, emitter.op('Where', [isNegative, emitter.scalar(beyond, 'int32'), name]), 'int64');
}

function zeros(
  emitter: Emitter,
  spec: { readonly shape: readonly number[]; readonly dtype: Value['dtype'] },
): OnnxName {
  return emitter.op('Expand', [emitter.scalar(0, spec.dtype), emitter.int64(spec.shape)]);
}

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

export const gatherRows: Rows<
  'GatherNd' | 'GatherV2' | 'OneHot' | 'ScatterNd' | 'TopK' | 'UnsortedSegmentSum'
> = {
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
      return emitter.op('Gather', [emitter.nameOf(x), emitter.nameOf(indices)], { attributes: { axis: at } });
    },
  },
  OneHot: {
    infer: ({ indices }, { depth, dtype }) => ({
      shape: [...indices.shape, depth],
      dtype: dtype as Value['dtype'],
    }),
    emit: (emitter, { inputs: { indices }, attrs: { depth, onValue, offValue }, outputs }) => {
      const values = emitter.constant(Float32Array.of(offValue, onValue), 'float32', [2]);
      const hot = emitter.op('OneHot', [
        nonNegativeOr(emitter, indices, depth),
        emitter.int64([depth], []),
        values,
      ]);
      const { dtype } = outputs[0] as Value;
      return dtype === 'float32' ? hot : cast(emitter, hot, dtype);
    },
  },
  ScatterNd: {
    infer: ({ updates }, { shape }) => ({ shape, dtype: updates.dtype }),
    emit: (emitter, { inputs: { indices, updates }, outputs }) =>
      emitter.op(
        'ScatterND',
        [zeros(emitter, outputs[0] as Value), asType(emitter, indices, 'int64'), emitter.nameOf(updates)],
        {
          attributes: { reduction: 'add' },
        },
      ),
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
  // y[s] = sum of x[n] over n with segmentIds[n] = s
  UnsortedSegmentSum: {
    infer: ({ x }, { numSegments }) => ({ shape: [numSegments, ...x.shape.slice(1)], dtype: x.dtype }),
    emit: (emitter, { inputs: { x, segmentIds }, attrs: { numSegments }, outputs }) => {
      const ids = nonNegativeOr(emitter, segmentIds, numSegments);
      const values = emitter.constant(Float32Array.of(0, 1), 'float32', [2]);
      const hot = emitter.op('OneHot', [ids, emitter.int64([numSegments], []), values]);
      const rows = x.shape[0] as number;
      const columns = tf.util.sizeFromShape(x.shape.slice(1));
      const flat = reshape(emitter, asType(emitter, x, 'float32'), [rows, columns]);
      const sums = emitter.op('FusedMatMul', [hot, flat], {
        domain: 'com.microsoft',
        attributes: { transA: 1, transB: 0 },
      });
      const output = outputs[0] as Value;
      return reshape(
        emitter,
        output.dtype === 'float32' ? sums : cast(emitter, sums, output.dtype),
        sameSpec(output).shape,
      );
    },
  },
};
