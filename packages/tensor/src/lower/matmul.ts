import { sizeOf, type TensorSpec } from '../host-tensor';
import { tf } from '../tf';
import type { Value } from '../trace/graph';
import { BackendError } from '@stepgrpo/core';
import type { Emitter, OnnxName } from './emitter';
import type { SupportedKernel } from './kernels';
import type { Rows } from './table';

interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** Shapes  a [..., M, K], b [..., K, N] (or transposed) -> [..., M, N]; leading axes broadcast. */
function productSpec(a: Value, b: Value, { transposeA, transposeB }: Transposes): TensorSpec {
  const [rows, innerA] = lastTwo(a, transposeA);
  const [innerB, columns] = lastTwo(b, transposeB);
  if (innerA !== innerB) {
    throw new BackendError(
      `matMul cannot contract ${innerA} columns of a with ${innerB} rows of b.`,
      'check the transposes.',
    );
  }
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return { shape: [...batch, rows, columns], dtype: a.dtype };
}

function lastTwo({ shape }: Value, transpose: boolean): [number, number] {
  const [first, second] = shape.slice(-2) as [number, number];
  return transpose ? [second, first] : [first, second];
}

function product(emitter: Emitter, a: Value, b: Value, { transposeA, transposeB }: Transposes): OnnxName {
  const words = emitter.storedNameOf(b);
  if (words !== undefined && b.shape.length === 2 && !transposeA && sizeOf(b.shape) > WIDENED_AT_ONCE)
    return storedProduct(emitter, { a: emitter.nameOf(a), words, rank: a.shape.length }, [b, transposeB]);
  const names = [emitter.nameOf(a), emitter.nameOf(b)] as const;
  if (!transposeA && !transposeB) return emitter.op('MatMul', names);
  if (a.dtype === 'float32') {
    if (transposeA && !transposeB && isNarrow(a, b)) {
      return swapped(
        emitter,
        fused(emitter, [names[1], names[0]], { transposeA, transposeB }),
        a.shape.length,
      );
    }
    return fused(emitter, names, { transposeA, transposeB });
  }
  return emitter.op('MatMul', [
    transposeA ? swapped(emitter, names[0], a.shape.length) : names[0],
    transposeB ? swapped(emitter, names[1], b.shape.length) : names[1],
  ]);
}

/**
 * Most numbers of a bfloat16 matrix that are widened at once. Parts of 8 MB stay in the cache, and the allocator of the system
 * keeps them: 0.6 to 1.1 ns a number for a product with 4 lines, where 55 MB in one piece took 4.4 ns in fresh pages.
 */
const WIDENED_AT_ONCE = 2 ** 21;

/** The product with a matrix kept as bfloat16, some of its rows at a time: a b^T side by side, or a b as a sum. */
function storedProduct(
  emitter: Emitter,
  { a, words, rank }: { readonly a: OnnxName; readonly words: OnnxName; readonly rank: number },
  [b, transposeB]: readonly [Value, boolean],
): OnnxName {
  const [rows, columns] = b.shape as readonly [number, number];
  const step = Math.max(1, Math.floor(WIDENED_AT_ONCE / columns));
  const cut = (name: OnnxName, start: number, { axis, early }: { axis: number; early: boolean }): OnnxName =>
    emitter.op(
      'Slice',
      [name, emitter.int64([start]), emitter.int64([Math.min(rows, start + step)]), emitter.int64([axis])],
      { early },
    );
  const parts: OnnxName[] = [];
  let sum: OnnxName | undefined;
  for (let start = 0; start < rows; start += step) {
    const part = emitter.widen(cut(words, start, { axis: 0, early: true }), { early: true });
    if (transposeB) parts.push(fused(emitter, [a, part], { transposeA: false, transposeB }));
    else {
      const product = emitter.op('MatMul', [cut(a, start, { axis: rank - 1, early: false }), part]);
      sum = sum === undefined ? product : emitter.op('Add', [sum, product]);
    }
  }
  return sum ?? emitter.op('Concat', parts, { attributes: { axis: -1 } });
}

/** A product whose operands ONNX Runtime reads transposed in place. */
function fused(
  emitter: Emitter,
  names: readonly OnnxName[],
  { transposeA, transposeB }: Transposes,
): OnnxName {
  const attributes = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 };
  return emitter.op('FusedMatMul', names, { domain: 'com.microsoft', attributes });
}

/**
 * Whether a^T b is faster as (b^T a)^T: b has few columns, as the gradients of keys and values do.
 * Measured with [32, 384, 128] and [32, 384, 32]: 2.0 ms against 1.5 ms on two threads.
 */
function isNarrow(a: Value, b: Value): boolean {
  const [rows, columns] = [a.shape.at(-1) as number, b.shape.at(-1) as number];
  return a.shape.length === b.shape.length && columns <= 64 && 2 * columns <= rows;
}

/** The last two axes exchanged. */
function swapped(emitter: Emitter, name: OnnxName, rank: number): OnnxName {
  const perm = [...Array(rank).keys()].slice(0, -2).concat(rank - 1, rank - 2);
  return emitter.op('Transpose', [name], { attributes: { perm } });
}

function activated(
  emitter: Emitter,
  x: OnnxName,
  activation: string,
  slope: { alpha: number; prelu: OnnxName | undefined },
): OnnxName {
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return emitter.op('Relu', [x]);
    case 'relu6':
      return emitter.op('Clip', [x, emitter.scalar(0, 'float32'), emitter.scalar(6, 'float32')]);
    case 'elu':
      return emitter.op('Elu', [x]);
    case 'sigmoid':
      return emitter.op('Sigmoid', [x]);
    case 'leakyrelu':
      return emitter.op('LeakyRelu', [x], { attributes: { alpha: { float: slope.alpha } } });
    case 'prelu':
      if (slope.prelu !== undefined) return emitter.op('PRelu', [x, slope.prelu]);
  }
  throw new BackendError(
    `fused.matMul with the activation "${activation}" cannot be compiled.`,
    'apply it after matMul.',
  );
}

/** Matrix products. */
export const matmulRows = {
  BatchMatMul: {
    infer: ({ a, b }, attrs) => productSpec(a, b, attrs),
    emit: (emitter, { inputs: { a, b }, attrs }) => product(emitter, a, b, attrs),
  },
  _FusedMatMul: {
    infer: ({ a, b }, attrs) => productSpec(a, b, attrs),
    emit: (emitter, { inputs: { a, b, bias, preluActivationWeights: weights }, attrs }) => {
      const multiplied = product(emitter, a, b, attrs);
      const shifted = bias === undefined ? multiplied : emitter.op('Add', [multiplied, emitter.nameOf(bias)]);
      const prelu = weights === undefined ? undefined : emitter.nameOf(weights);
      return activated(emitter, shifted, attrs.activation ?? 'linear', {
        alpha: attrs.leakyreluAlpha ?? 0.2,
        prelu,
      });
    },
  },
} satisfies Partial<Rows<SupportedKernel>>;
