import * as tf from '@tensorflow/tfjs';
import { reducedTo } from './reduced-to';

type Pair = readonly [a: tf.Tensor, b: tf.Tensor];

/** A gradient of `f(a, b)` whose parts are summed back to the operands' shapes. */
function pairGradient(
  kernelName: string,
  parts: (dy: tf.Tensor, pair: Pair) => { readonly a: () => tf.Tensor; readonly b: () => tf.Tensor },
): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (gradient, saved) => {
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      const part = parts(gradient as tf.Tensor, [a, b]);
      return { a: () => reducedTo(part.a(), a.shape), b: () => reducedTo(part.b(), b.shape) };
    },
  };
}

const where = (condition: tf.Tensor, dy: tf.Tensor): tf.Tensor => tf.where(condition, dy, tf.zerosLike(dy));

/** tfjs does not sum these over broadcast axes, and gives floorDiv, which is piecewise constant, the gradient of div. */
export const pairGradients: readonly tf.GradConfig[] = [
  pairGradient(tf.SquaredDifference, (dy, [a, b]) => ({
    a: () => tf.mul(dy, tf.mul(tf.sub(a, b), 2)),
    b: () => tf.mul(dy, tf.mul(tf.sub(b, a), 2)),
  })),
  // a tie gives the whole gradient to a
  pairGradient(tf.Maximum, (dy, [a, b]) => ({
    a: () => where(tf.greaterEqual(a, b), dy),
    b: () => where(tf.less(a, b), dy),
  })),
  pairGradient(tf.Minimum, (dy, [a, b]) => ({
    a: () => where(tf.lessEqual(a, b), dy),
    b: () => where(tf.greater(a, b), dy),
  })),
  pairGradient(tf.FloorDiv, (dy) => ({ a: () => tf.zerosLike(dy), b: () => tf.zerosLike(dy) })),
];
