import type { tf } from '@stepgrpo/tensor';

/** Per-row numbers as a column that broadcasts over tokens: [B] -> [B, 1]; [B, T] stays. */
export function perToken(values: tf.Tensor): tf.Tensor {
  return values.rank === 1 ? values.expandDims(1) : values;
}
