import type { DType, TensorSpec } from '../host-tensor';
import { tf } from '../tf';
import type { Value } from '../trace/graph';
import type { Emitter, OnnxName } from './emitter';
import type { SupportedKernel } from './kernels';
import { cast, sameSpec } from './operands';
import type { Row, Rows } from './table';

interface ReduceAttrs {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}
type ReduceRow = Row<{ readonly x: Value }, ReduceAttrs>;

/** The axes a reduction runs over, counted from the front; all when the kernel names none. */
function axesOf(x: Value, { axis, reductionIndices }: ReduceAttrs): number[] {
  return tf.util.parseAxisParam((axis ?? reductionIndices) as number | number[], [...x.shape]);
}

function reducedSpec(x: Value, attrs: ReduceAttrs, dtype: DType): TensorSpec {
  const axes = axesOf(x, attrs);
  const shape = attrs.keepDims
    ? x.shape.map((dimension, axis) => (axes.includes(axis) ? 1 : dimension))
    : x.shape.filter((_, axis) => !axes.includes(axis));
  return { shape, dtype };
}

/** A reduction by one ONNX operator, on elements cast to `dtypeOf(x)`; over no axes, it is its input. */
const reduction = (opType: string, dtypeOf: (x: Value) => DType = (x) => x.dtype): ReduceRow => ({
  infer: ({ x }, attrs) => reducedSpec(x, attrs, dtypeOf(x)),
  emit: (emitter, { inputs: { x }, attrs }) => {
    const axes = axesOf(x, attrs);
    const dtype = dtypeOf(x);
    const input = x.dtype === dtype ? emitter.nameOf(x) : cast(emitter, emitter.nameOf(x), dtype);
    return axes.length === 0 ? input : reduce(emitter, opType, input, axes, attrs.keepDims ?? false);
  },
});

/** Appends an ONNX reduction, whose axes are an input. */
export function reduce(
  emitter: Emitter,
  opType: string,
  x: OnnxName,
  axes: readonly number[],
  keepDims: boolean,
): OnnxName {
  return emitter.op(opType, [x, emitter.int64(axes)], { attributes: { keepdims: keepDims ? 1 : 0 } });
}

const extremeIndex = (
  opType: 'ArgMax' | 'ArgMin',
): Row<{ readonly x: Value }, { readonly axis: number }> => ({
  infer: ({ x }, { axis }) => reducedSpec(x, { axis }, 'int32'),
  emit: (emitter, { inputs: { x }, attrs: { axis } }) => {
    const attributes = { axis: axesOf(x, { axis })[0] as number, keepdims: 0 };
    return cast(emitter, emitter.op(opType, [emitter.nameOf(x)], { attributes }), 'int32');
  },
});

/** Products of all elements up to each one: a masked table of n by n per line, since ONNX has no running product. */
function cumulativeProduct(
  emitter: Emitter,
  x: Value,
  { axis, exclusive, reverse }: tf.CumprodAttrs,
): OnnxName {
  const along = axesOf(x, { axis })[0] as number;
  const length = x.shape[along] as number;
  const isTaken = (output: number, input: number): boolean => {
    const ahead = reverse ? input - output : output - input;
    return exclusive ? ahead > 0 : ahead >= 0;
  };
  const mask = Uint8Array.from({ length: length * length }, (_, at) =>
    isTaken(Math.floor(at / length), at % length) ? 1 : 0,
  );
  const lines = x.shape.map((dimension, at) => (at === along ? [1, dimension] : [dimension])).flat();
  const maskShape = lines.map((_, at) => (at === along || at === along + 1 ? length : 1));
  const rows = emitter.op('Reshape', [emitter.nameOf(x), emitter.int64(lines)]);
  const factors = emitter.op('Where', [
    emitter.constant(mask, 'bool', maskShape),
    rows,
    emitter.scalar(1, x.dtype),
  ]);
  return reduce(emitter, 'ReduceProd', factors, [along + 1], false);
}

/** Sums, extremes and running sums along axes. */
export const reduceRows = {
  All: reduction('ReduceMin'), // of truth values: false < true
  Any: reduction('ReduceMax'),
  ArgMax: extremeIndex('ArgMax'), // the first one wins a tie, in tfjs and in ONNX
  ArgMin: extremeIndex('ArgMin'),
  Cumprod: {
    infer: ({ x }) => sameSpec(x),
    emit: (emitter, { inputs: { x }, attrs }) => cumulativeProduct(emitter, x, attrs),
  },
  Cumsum: {
    infer: ({ x }) => sameSpec(x),
    emit: (emitter, { inputs: { x }, attrs: { axis, exclusive, reverse } }) =>
      emitter.op('CumSum', [emitter.nameOf(x), emitter.int64([axis], [])], {
        attributes: { exclusive: exclusive ? 1 : 0, reverse: reverse ? 1 : 0 },
      }),
  },
  Max: reduction('ReduceMax'),
  Mean: reduction('ReduceMean', () => 'float32'),
  Min: reduction('ReduceMin'),
  Prod: reduction('ReduceProd', (x) => (x.dtype === 'bool' ? 'int32' : x.dtype)),
  Softmax: {
    infer: ({ logits }) => ({ shape: logits.shape, dtype: 'float32' }),
    emit: (emitter, { inputs: { logits }, attrs: { dim } }) =>
      emitter.op('Softmax', [emitter.nameOf(logits)], { attributes: { axis: dim } }),
  },
  Sum: reduction('ReduceSum', (x) => (x.dtype === 'bool' ? 'int32' : x.dtype)),
} satisfies Partial<Rows<SupportedKernel>>;
