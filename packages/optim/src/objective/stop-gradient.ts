import { tf } from '@stepgrpo/tensor';

/**
 * Computes something that no gradient flows through. tfjs has no such operation: here the computation happens inside
 * a custom gradient without inputs, so it never reaches the tape and costs nothing on the way back.
 *
 * Example  detached(() => tf.mean(logProbs)) // a metric of a loss
 */
export function detached(compute: () => tf.Tensor): tf.Tensor {
  return tf.customGrad(() => ({ value: compute(), gradFunc: () => [] }))();
}

/** The same numbers, as a constant for the gradient: sg(x) in the equations. */
export function stopGradient(x: tf.Tensor): tf.Tensor {
  return detached(() => x.clone());
}
