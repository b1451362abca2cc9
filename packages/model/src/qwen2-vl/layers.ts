import { CheckpointError } from '@stepgrpo/core';
import { tf } from '@stepgrpo/tensor';

/** Weights under their published names. */
export type Weights = Readonly<Record<string, tf.Tensor>>;

/**
 * The weight of that name.
 *
 * Throws  CheckpointError when there is none
 */
export function weight(weights: Weights, name: string): tf.Tensor {
  const found = weights[name];
  if (found === undefined) {
    throw new CheckpointError(
      `The weights have no "${name}".`,
      'pass every weight that weightSpecs(config) lists.',
    );
  }
  return found;
}

/**
 * A linear layer, with its bias where the weights have one.
 *
 * Equation  y = x W^T + b
 * Shapes    x [N, in], W [out, in] -> [N, out]
 */
export function linear(weights: Weights, name: string, x: tf.Tensor): tf.Tensor {
  const kernel = weight(weights, `${name}.weight`);
  const product = tf.matMul(x, kernel, false, true);
  const bias = weights[`${name}.bias`];
  return bias === undefined ? product : tf.add(product, bias);
}

/**
 * Scales each row to unit root mean square, then by the weight.
 *
 * Equation  y = x / sqrt(mean(x^2) + eps) * w
 * Shapes    x [N, D] -> [N, D]
 */
export function rmsNorm(weights: Weights, name: string, x: tf.Tensor, eps: number): tf.Tensor {
  const meanSquare = tf.mean(tf.mul(x, x), -1, true);
  return tf.mul(tf.mul(x, tf.rsqrt(tf.add(meanSquare, eps))), weight(weights, `${name}.weight`));
}

/**
 * Shifts each row to mean 0 and scales it to variance 1 (ddof 0), then applies weight and bias.
 *
 * Shapes    x [N, D] -> [N, D]
 */
export function layerNorm(weights: Weights, name: string, x: tf.Tensor, eps = 1e-6): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.mul(centred, centred), -1, true);
  const normal = tf.mul(centred, tf.rsqrt(tf.add(variance, eps)));
  return tf.add(tf.mul(normal, weight(weights, `${name}.weight`)), weight(weights, `${name}.bias`));
}

/** x * sigmoid(1.702 x), the tower's activation. */
export function quickGelu(x: tf.Tensor): tf.Tensor {
  return tf.mul(x, tf.sigmoid(tf.mul(x, 1.702)));
}

/** x * Phi(x) with the exact normal distribution function, the merger's activation. */
export function gelu(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
}

/** x * sigmoid(x). */
export function silu(x: tf.Tensor): tf.Tensor {
  return tf.mul(x, tf.sigmoid(x));
}

/** Cosines and sines that broadcast against heads: [N, 1, head]. */
export interface Rotary {
  readonly cos: tf.Tensor;
  readonly sin: tf.Tensor;
}

/**
 * Rotates each pair (x[i], x[i + head / 2]) by its angle.
 *
 * The half-turned copy (-x2, x1) is a product with a signed permutation: exact, and its gradient is one product too.
 *
 * Equation  y = x * cos + (-x2, x1) * sin, x = (x1, x2)
 * Shapes    x [N, heads, head], cos and sin [N, 1, head] -> [N, heads, head]
 */
export function rotate(x: tf.Tensor, { cos, sin }: Rotary): tf.Tensor {
  const [tokens = 0, heads = 0, width = 0] = x.shape;
  const turned = tf.reshape(tf.matMul(tf.reshape(x, [tokens * heads, width]), halfTurn(width)), x.shape);
  return tf.add(tf.mul(x, cos), tf.mul(turned, sin));
}

/** The matrix M with x M = (-x2, x1). */
function halfTurn(width: number): tf.Tensor2D {
  const half = width / 2;
  const values = new Float32Array(width * width);
  for (let i = 0; i < half; i++) {
    values[(i + half) * width + i] = -1;
    values[i * width + i + half] = 1;
  }
  return tf.tensor2d(values, [width, width]);
}
