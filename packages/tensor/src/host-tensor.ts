import { ShapeError } from '@stepgrpo/core';
import { toBfloat16 } from './bfloat16';

/** Element types that programs compute with: numbers, indices, and truth values stored as 0 or 1. */
export type DType = 'float32' | 'int32' | 'bool';

/**
 * Element types that cross the border. A program sees bfloat16 inputs as float32: they stay 16 bits wide in memory and are
 * widened, part by part, where an operation reads them.
 */
export type StoredDType = DType | 'bfloat16';

/** What a tensor will look like, without its numbers. */
export interface TensorSpec {
  readonly shape: readonly number[];
  readonly dtype: StoredDType;
}

/** The typed array that holds each element type. */
export interface DataOf {
  readonly float32: Float32Array;
  readonly int32: Int32Array;
  readonly bool: Uint8Array;
  /** The upper 16 bits of each float32. */
  readonly bfloat16: Uint16Array;
}

export type TensorData = DataOf[StoredDType];

/** A tensor in JavaScript memory, row-major. Compiled functions read `data` in place, without a copy. */
export interface HostTensor extends TensorSpec {
  readonly data: TensorData;
}

/** Number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, dimension) => size * dimension, 1);
}

/** Element type held by a typed array. */
export function dtypeOf(data: TensorData): StoredDType {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Uint16Array) return 'bfloat16';
  return data instanceof Int32Array ? 'int32' : 'bool';
}

/** Copies numbers into the typed array of an element type. */
export function typedArray(dtype: StoredDType, values: ArrayLike<number>): TensorData {
  switch (dtype) {
    case 'float32':
      return Float32Array.from(values);
    case 'int32':
      return Int32Array.from(values);
    case 'bool':
      return Uint8Array.from(values);
    case 'bfloat16':
      return toBfloat16(Float32Array.from(values));
    default:
      return dtype satisfies never;
  }
}

/**
 * A host tensor around `data`; typed arrays are kept, not copied, and decide the element type.
 *
 * Shapes    data of n elements, shape with product n (default: one axis of n)
 * Throws    ShapeError when the number of elements does not fit the shape
 * Example   hostTensor([1, 2, 3, 4], [2, 2]).dtype === 'float32'
 */
export function hostTensor(
  data: TensorData | readonly number[],
  shape: readonly number[] = [data.length],
  dtype: StoredDType = isTensorData(data) ? dtypeOf(data) : 'float32',
): HostTensor {
  if (data.length !== sizeOf(shape)) {
    throw new ShapeError(
      `${data.length} element(s) do not fill the shape [${shape.join(', ')}], which holds ${sizeOf(shape)}.`,
      'pass a shape whose dimensions multiply to the number of elements.',
    );
  }
  const kept = isTensorData(data) && dtypeOf(data) === dtype;
  return { shape: [...shape], dtype, data: kept ? data : typedArray(dtype, data) };
}

/** A tensor of no axes that holds one number; float32 unless told. */
export function scalarTensor(value: number, dtype: DType = 'float32'): HostTensor {
  return { shape: [], dtype, data: typedArray(dtype, [value]) };
}

function isTensorData(data: TensorData | readonly number[]): data is TensorData {
  return ArrayBuffer.isView(data);
}
