import type { Rng } from '@stepgrpo/core';
import { hostTensor, scalarTensor, tf, type HostTensor } from '@stepgrpo/tensor';

/**
 * Dropout without large masks as inputs, and the same on every back end: a mask is a hash of a random number for its row, one
 * for its column and the name of the layer, computed inside the program in exact float32 arithmetic.
 *
 * Equation  u[n, i] = ((r[n] + c[i]) mod p)^3 mod p, kept where u >= share * p
 *           r = (row key + offset of the layer)^3 mod p, c likewise from column keys
 * Source    this project; p = 4091, a prime with p mod 3 = 2, so that cubing permutes 0 … p - 1, and (p - 1)^2 < 2^24
 */
export const dropoutPrime = 4091;

/** The keys of one batch: whole numbers as float32. */
export interface DropoutInputs<T> {
  /** [most rows that any adapted layer is given, 1], in [0, p) */
  readonly dropoutRows: T;
  /** [1, widest input of an adapted layer], in [0, p) */
  readonly dropoutColumns: T;
  /** Scalar: round(share * p). */
  readonly dropoutThreshold: T;
}

/**
 * Draws the keys of a batch.
 *
 * Range  share in [0, 1): how many inputs of an adapter are set to 0, rounded to a multiple of 1 / p
 */
export function dropoutKeys(
  rng: Rng,
  { share, rows, columns }: { readonly share: number; readonly rows: number; readonly columns: number },
): DropoutInputs<HostTensor> {
  const draw = (label: string, count: number): Float32Array => {
    const drawn = rng.fork(label);
    return Float32Array.from({ length: count }, () => drawn.integer(dropoutPrime));
  };
  return {
    dropoutRows: hostTensor(draw('rows', rows), [rows, 1]),
    dropoutColumns: hostTensor(draw('columns', columns), [1, columns]),
    dropoutThreshold: scalarTensor(Math.round(share * dropoutPrime)),
  };
}

/**
 * Sets a share of the numbers to 0 and scales the rest up, so that the expectation stays.
 *
 * Shapes  x [N, in], keys of at least N rows and `in` columns -> [N, in]
 */
export function dropOut(x: tf.Tensor, layer: string, keys: DropoutInputs<tf.Tensor>): tf.Tensor {
  const [count = 0, width = 0] = x.shape;
  const rows = tf.slice(keys.dropoutRows, [0, 0], [count, 1]);
  const columns = tf.slice(keys.dropoutColumns, [0, 0], [1, width]);
  const r = cubed(tf.add(rows, offsetOf(`${layer} rows`)));
  const c = cubed(tf.add(columns, offsetOf(`${layer} columns`)));
  const isKept = tf.greaterEqual(cubed(tf.add(r, c)), keys.dropoutThreshold);
  const scale = tf.div(dropoutPrime, tf.sub(dropoutPrime, keys.dropoutThreshold));
  return tf.mul(x, tf.mul(tf.cast(isKept, 'float32'), scale));
}

/** x^3 mod p of whole numbers in [0, 2 p). Every intermediate result is below 2^24 and so exact. */
function cubed(x: tf.Tensor): tf.Tensor {
  const reduced = modulo(x);
  return modulo(tf.mul(modulo(tf.square(reduced)), reduced));
}

/** The quotient is rounded at most once, by less than its distance 1 / p to the next whole number. */
function modulo(x: tf.Tensor): tf.Tensor {
  return tf.sub(x, tf.mul(tf.floor(tf.div(x, dropoutPrime)), dropoutPrime));
}

/** A number in [0, p) for a text. */
function offsetOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) % 16_777_213;
  return hash % dropoutPrime;
}
