import { typedArray, type DType } from '../host-tensor';
import type { Value } from '../trace/graph';
import type { OnnxName } from './emitter';
import type { SupportedKernel } from './kernels';
import type { Row, Rows } from './table';

/** A value whose elements are all equal needs no node: consumers take the number. */
const likeWith = (element: number): Row<{ readonly x: Value }, Readonly<Record<never, never>>> => ({
  infer: ({ x }) => ({ shape: x.shape, dtype: x.dtype }),
  emit: (emitter, { outputs }): OnnxName[] => {
    emitter.bindUniform(outputs[0] as Value, element);
    return [];
  },
});

const rangeLength = (start: number, stop: number, step: number): number =>
  Math.max(0, Math.ceil((stop - start) / step));

/** Tensors from nothing. */
export const sourceRows = {
  Fill: {
    infer: (_, { shape, dtype }) => ({ shape, dtype: (dtype ?? 'float32') as DType }),
    emit: (emitter, { attrs: { value }, outputs }) => {
      emitter.bindUniform(outputs[0] as Value, Number(value));
      return [];
    },
  },
  LinSpace: {
    infer: (_, { num }) => ({ shape: [num], dtype: 'float32' }),
    emit: (emitter, { attrs: { start, stop, num } }) => {
      const step = num > 1 ? (stop - start) / (num - 1) : 0;
      return emitter.constant(
        Float32Array.from({ length: num }, (_, at) => start + at * step),
        'float32',
        [num],
      );
    },
  },
  OnesLike: likeWith(1),
  Range: {
    infer: (_, { start, stop, step, dtype }) => ({ shape: [rangeLength(start, stop, step)], dtype }),
    emit: (emitter, { attrs: { start, step }, outputs }) => {
      const { shape, dtype } = outputs[0] as Value;
      const numbers = Array.from({ length: shape[0] as number }, (_, at) => start + at * step);
      return emitter.constant(typedArray(dtype, numbers), dtype, shape);
    },
  },
  ZerosLike: likeWith(0),
} satisfies Partial<Rows<SupportedKernel>>;
