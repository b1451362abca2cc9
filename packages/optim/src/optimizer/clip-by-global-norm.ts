import { tf } from '@stepgrpo/tensor';

/** Tensors by name. */
export type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/**
 * Scales all gradients by one factor so that their joint length is at most `maxNorm`.
 *
 * Equation  norm = sqrt(sum of all g^2);  g' = g * min(1, maxNorm / (norm + 1e-6))
 * Shapes    gradients of any shapes -> the same shapes, and norm (before clipping), a scalar
 * Range     a norm that is not finite makes every clipped gradient NaN or 0: check it before using them
 * Source    pytorch torch/nn/utils/clip_grad.py (clip_grad_norm_ with norm_type 2)
 */
export function clipByGlobalNorm(
  gradients: NamedTensors,
  maxNorm: number,
): { readonly clipped: Record<string, tf.Tensor>; readonly norm: tf.Tensor } {
  const norm = globalNorm(gradients);
  const factor = tf.minimum(tf.div(maxNorm, tf.add(norm, 1e-6)), 1);
  const clipped = Object.entries(gradients).map(
    ([name, gradient]) => [name, tf.mul(gradient, factor)] as const,
  );
  return { clipped: Object.fromEntries(clipped), norm };
}

/** Euclidean length of all tensors taken together; 0 for none. */
export function globalNorm(tensors: NamedTensors): tf.Tensor {
  const squares = Object.values(tensors).map((tensor) => tf.sum(tf.square(tensor)));
  return squares.length === 0 ? tf.scalar(0) : tf.sqrt(tf.addN(squares));
}
