import * as tf from '@tensorflow/tfjs';

/** Sums a gradient over the axes along which an operand of this shape was repeated. */
export function reducedTo(gradient: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes([...shape], gradient.shape);
  return tf.reshape(axes.length === 0 ? gradient : tf.sum(gradient, axes), [...shape]);
}
