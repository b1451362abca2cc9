import type { HostTensor } from './host-tensor';

/**
 * The nearest bfloat16, ties to even; NaN stays NaN.
 *
 * Shapes  n numbers -> n 16-bit words
 */
export function toBfloat16(values: Float32Array): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < halves.length; i++) {
    const word = words[i] ?? 0;
    const isNaN = (word & 0x7fffffff) > 0x7f800000;
    halves[i] = isNaN ? (word >>> 16) | 0x40 : (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
  }
  return halves;
}

/** bfloat16 is the upper half of a float32, so that nothing is rounded. */
export function fromBfloat16(halves: Uint16Array): Float32Array {
  const words = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) words[i] = (halves[i] ?? 0) << 16;
  return new Float32Array(words.buffer);
}

/** The tensor with bfloat16 numbers widened to float32, in a copy; any other tensor is given back as it is. */
export function widened(tensor: HostTensor): HostTensor {
  const { data, dtype, shape } = tensor;
  if (dtype !== 'bfloat16' || !(data instanceof Uint16Array)) return tensor;
  return { shape, dtype: 'float32', data: fromBfloat16(data) };
}
