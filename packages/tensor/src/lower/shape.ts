import { tf } from '../tf';
import type { Value } from '../trace/graph';
import { sameShape, sameSpec } from './operands';
import type { Emitter, OnnxName } from './emitter';
import type { SupportedKernel } from './kernels';
import type { Rows } from './table';

export function reshape(emitter: Emitter, x: OnnxName, shape: readonly number[]): OnnxName {
  return emitter.op('Reshape', [x, emitter.int64(shape)], { attributes: { allowzero: 1 } });
}

/** Repeats along axes of length 1; nothing is emitted until a node needs the repeated tensor in full. */
function broadcast(emitter: Emitter, x: Value, output: Value): OnnxName[] {
  emitter.bindBroadcast(output, x);
  return [];
}

/** Cuts `size` elements from `begin` on along each axis; axes taken whole are not mentioned to ONNX. */
function slice(emitter: Emitter, x: Value, { begin, size }: { begin: number[]; size: number[] }): OnnxName {
  const axes = x.shape.map((_, axis) => axis).filter((axis) => size[axis] !== x.shape[axis]);
  const starts = axes.map((axis) => begin[axis] as number);
  const ends = axes.map((axis) => (begin[axis] as number) + (size[axis] as number));
  const words = emitter.storedNameOf(x);
  const bounds = [emitter.int64(starts), emitter.int64(ends), emitter.int64(axes)];
  if (words === undefined) return emitter.op('Slice', [emitter.nameOf(x), ...bounds]);
  return emitter.widen(emitter.op('Slice', [words, ...bounds], { early: true }), { early: true });
}

const sliceBounds = (x: Value, { begin, size }: tf.SliceAttrs): { begin: number[]; size: number[] } => {
  const [from, count] = tf.slice_util.parseSliceParams(x as unknown as tf.TensorInfo, begin, size) as [
    number[],
    number[],
  ];
  return { begin: from, size: count };
};

const splitSizes = (
  x: Value,
  { numOrSizeSplits, axis }: tf.SplitVAttrs,
): { axis: number; sizes: number[] } => {
  const along = frontAxis(axis, x.shape.length);
  const sizes = tf.backend_util.prepareSplitSize(x as unknown as tf.Tensor, numOrSizeSplits, along);
  return { axis: along, sizes };
};

/** ONNX reads a negative end as counted from the back; "before the first element" needs a number below every axis. */
const BEFORE_FIRST = -(2 ** 31);

const stridedInfo = (x: Value, attrs: tf.StridedSliceAttrs): ReturnType<typeof tf.slice_util.sliceInfo> =>
  tf.slice_util.sliceInfo(
    [...x.shape],
    attrs.begin,
    attrs.end,
    attrs.strides,
    attrs.beginMask,
    attrs.endMask,
    attrs.ellipsisMask,
    attrs.newAxisMask,
    attrs.shrinkAxisMask,
  );

/** An axis counted from the front, given one that may be counted from the back. */
export const frontAxis = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

const replaced = (shape: readonly number[], axis: number, dimension: number): number[] =>
  shape.map((old, at) => (at === axis ? dimension : old));

/** Operations that move numbers and compute none. */
export const shapeRows = {
  Concat: {
    infer: (inputs, { axis }) => {
      const first = inputs[0] as Value;
      const along = frontAxis(axis, first.shape.length);
      const length = inputs.reduce((sum, { shape }) => sum + (shape[along] as number), 0);
      return { shape: replaced(first.shape, along, length), dtype: first.dtype };
    },
    emit: (emitter, { inputs, attrs: { axis } }) =>
      emitter.op(
        'Concat',
        inputs.map((input) => emitter.nameOf(input)),
        { attributes: { axis } },
      ),
  },
  ExpandDims: {
    infer: ({ input }, { dim }) => {
      const at = frontAxis(dim, input.shape.length + 1);
      return { shape: [...input.shape.slice(0, at), 1, ...input.shape.slice(at)], dtype: input.dtype };
    },
    emit: (emitter, { inputs: { input }, outputs }) =>
      reshape(emitter, emitter.nameOf(input), (outputs[0] as Value).shape),
  },
  Pack: {
    infer: (inputs, { axis }) => {
      const first = inputs[0] as Value;
      const at = frontAxis(axis, first.shape.length + 1);
      return {
        shape: [...first.shape.slice(0, at), inputs.length, ...first.shape.slice(at)],
        dtype: first.dtype,
      };
    },
    emit: (emitter, { inputs, attrs: { axis }, outputs }) => {
      const { shape } = outputs[0] as Value;
      const at = frontAxis(axis, shape.length);
      const layers = inputs.map((input) => reshape(emitter, emitter.nameOf(input), replaced(shape, at, 1)));
      return emitter.op('Concat', layers, { attributes: { axis: at } });
    },
  },
  PadV2: {
    infer: ({ x }, { paddings }) => ({
      shape: x.shape.map((dimension, axis) => {
        const [before, after] = paddings[axis] as [number, number];
        return before + dimension + after;
      }),
      dtype: x.dtype,
    }),
    sameAs: ({ x }, { paddings }) => (paddings.flat().every((count) => count === 0) ? x : undefined),
    emit: (emitter, { inputs: { x }, attrs: { paddings, constantValue } }) => {
      const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
      return emitter.op('Pad', [
        emitter.nameOf(x),
        emitter.int64(pads),
        emitter.scalar(constantValue, x.dtype),
      ]);
    },
  },
  Reshape: {
    infer: ({ x }, { shape }) => ({
      shape: tf.util.inferFromImplicitShape(shape, tf.util.sizeFromShape([...x.shape])),
      dtype: x.dtype,
    }),
    sameAs: ({ x }, { shape }) => (sameShape(x, { shape, dtype: x.dtype }) ? x : undefined),
    emit: (emitter, { inputs: { x }, outputs }) => {
      const element = emitter.uniformElement(x);
      const output = outputs[0] as Value;
      if (element === undefined) return reshape(emitter, emitter.nameOf(x), output.shape);
      emitter.bindUniform(output, element);
      return [];
    },
  },
  Reverse: {
    infer: ({ x }) => sameSpec(x),
    emit: (emitter, { inputs: { x }, attrs: { dims } }) => {
      const axes = tf.util.parseAxisParam(dims, [...x.shape]);
      if (axes.length === 0) return emitter.nameOf(x);
      const each = (value: number): OnnxName => emitter.int64(axes.map(() => value));
      return emitter.op('Slice', [
        emitter.nameOf(x),
        each(-1),
        each(BEFORE_FIRST),
        emitter.int64(axes),
        each(-1),
      ]);
    },
  },
  Slice: {
    infer: ({ x }, attrs) => ({ shape: sliceBounds(x, attrs).size, dtype: x.dtype }),
    sameAs: ({ x }, attrs) =>
      sliceBounds(x, attrs).size.every((count, axis) => count === x.shape[axis]) ? x : undefined,
    emit: (emitter, { inputs: { x }, attrs }) => slice(emitter, x, sliceBounds(x, attrs)),
  },
  SplitV: {
    infer: ({ x }, attrs) => {
      const { axis, sizes } = splitSizes(x, attrs);
      return sizes.map((size) => ({ shape: replaced(x.shape, axis, size), dtype: x.dtype }));
    },
    emit: (emitter, { inputs: { x }, attrs }) => {
      const { axis, sizes } = splitSizes(x, attrs);
      return emitter.ops('Split', [emitter.nameOf(x), emitter.int64(sizes)], {
        attributes: { axis },
        outputs: sizes.length,
      });
    },
  },
  StridedSlice: {
    infer: ({ x }, attrs) => ({ shape: stridedInfo(x, attrs).finalShape, dtype: x.dtype }),
    emit: (emitter, { inputs: { x }, attrs }) => {
      const { begin, end, strides, finalShape } = stridedInfo(x, attrs);
      const ends = end.map((at, axis) => (at < 0 && (strides[axis] as number) < 0 ? BEFORE_FIRST : at));
      const axes = emitter.int64([...x.shape.keys()]);
      const cut = emitter.op('Slice', [
        emitter.nameOf(x),
        emitter.int64(begin),
        emitter.int64(ends),
        axes,
        emitter.int64(strides),
      ]);
      return reshape(emitter, cut, finalShape);
    },
  },
  Tile: {
    infer: ({ x }, { reps }) => ({
      shape: x.shape.map((dimension, axis) => dimension * (reps[axis] as number)),
      dtype: x.dtype,
    }),
    sameAs: ({ x }, { reps }) => (reps.every((count) => count === 1) ? x : undefined),
    emit: (emitter, { inputs: { x }, attrs: { reps }, outputs }) => {
      const isBroadcast = x.shape.every((dimension, axis) => dimension === 1 || reps[axis] === 1);
      if (isBroadcast) return broadcast(emitter, x, outputs[0] as Value);
      return emitter.op('Tile', [emitter.nameOf(x), emitter.int64(reps)]);
    },
  },
  Transpose: {
    infer: ({ x }, { perm }) => ({ shape: perm.map((axis) => x.shape[axis] as number), dtype: x.dtype }),
    sameAs: ({ x }, { perm }) => (perm.every((axis, at) => axis === at) ? x : undefined),
    emit: (emitter, { inputs: { x }, attrs: { perm } }) =>
      emitter.op('Transpose', [emitter.nameOf(x)], { attributes: { perm } }),
  },
  Unpack: {
    infer: ({ value }, { axis }) => {
      const at = frontAxis(axis, value.shape.length);
      const shape = value.shape.filter((_, other) => other !== at);
      return Array.from({ length: value.shape[at] as number }, () => ({
        shape,
        dtype: value.dtype,
      }));
    },
    emit: (emitter, { inputs: { value }, attrs: { axis }, outputs }) => {
      const attributes = { axis: frontAxis(axis, value.shape.length) };
      const sizes = emitter.int64(outputs.map(() => 1));
      const layers = emitter.ops('Split', [emitter.nameOf(value), sizes], {
        attributes,
        outputs: outputs.length,
      });
      return layers.map((layer, index) => reshape(emitter, layer, (outputs[index] as Value).shape));
    },
  },
} satisfies Partial<Rows<SupportedKernel>>;
