import { tf } from '@stepgrpo/tensor';

/**
 * Per-token estimate k3 of KL(policy || reference): unbiased, never negative, low variance.
 *
 * Equation  k3 = exp(ref - lp) - (ref - lp) - 1
 * Shapes    logProbs, refLogProbs [B, T] nats -> [B, T] nats
 * Range     at least 0, up to rounding
 * Source    Schulman, "Approximating KL divergence" (2020); GRPO, arXiv:2402.03300, equation 4
 */
export function k3(logProbs: tf.Tensor, refLogProbs: tf.Tensor): tf.Tensor {
  const difference = tf.sub(refLogProbs, logProbs);
  return tf.sub(tf.sub(tf.exp(difference), difference), 1);
}
