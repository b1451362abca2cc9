import type { TensorSpec } from '../host-tensor';
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
  const names = [emitter.nameOf(a), emitter.nameOf(b)] as const;
  if (!transposeA && !transposeB) return emitter.op('MatMul', names);
  if (a.dtype === 'float32') {
    return emitter.op('FusedMatMul', names, {
      domain: 'com.microsoft',
      attributes: { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 },
    });
  }
  return emitter.op('MatMul', [
    transposeA ? swapped(emitter, a) : names[0],
    transposeB ? swapped(emitter, b) : names[1],
  ]);
}

function swapped(emitter: Emitter, value: Value): OnnxName {
  const rank = value.shape.length;
  const perm = [...value.shape.keys()].slice(0, -2).concat(rank - 1, rank - 2);
  return emitter.op('Transpose', [emitter.nameOf(value)], { attributes: { perm } });
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
