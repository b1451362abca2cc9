import { CheckpointError } from '@stepgrpo/core';
import { layerNorm as layerNormOf, rmsNorm as rmsNormOf, tf } from '@stepgrpo/tensor';
import { adapterOutput } from '../lora/adapted-linear';

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
 * A linear layer, with its bias and its adapter where the weights have them.
 *
 * Equation  y = x W^T + b + scale * x A^T B^T
 * Shapes    x [N, in], W [out, in] -> [N, out]
 */
export function linear(weights: Weights, name: string, x: tf.Tensor): tf.Tensor {
  const kernel = weight(weights, `${name}.weight`);
  const product = tf.matMul(x, kernel, false, true);
  const bias = weights[`${name}.bias`];
  const output = bias === undefined ? product : tf.add(product, bias);
  const adapted = adapterOutput(weights, name, x);
  return adapted === undefined ? output : tf.add(output, adapted);
}

/** Root-mean-square norm with the weight of that name; [N, D] -> [N, D]. */
export function rmsNorm(weights: Weights, name: string, x: tf.Tensor, epsilon: number): tf.Tensor {
  return rmsNormOf(x, weight(weights, `${name}.weight`), epsilon);
}

/** Layer norm with the weight and bias of that name; [N, D] -> [N, D]. */
export function layerNorm(weights: Weights, name: string, x: tf.Tensor, epsilon: number): tf.Tensor {
  return layerNormOf(x, weight(weights, `${name}.weight`), weight(weights, `${name}.bias`), epsilon);
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
