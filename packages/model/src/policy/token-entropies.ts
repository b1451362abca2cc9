import { tf } from '@stepgrpo/tensor';

/**
 * Entropy of each distribution over the vocabulary.
 *
 * Equation  H[n] = -sum_v p[n, v] ln p[n, v], p = softmax(logits[n])
 * Shapes    logits [N, V] -> [N] nats
 */
export function tokenEntropies(logits: tf.Tensor): tf.Tensor {
  const logProbs = tf.logSoftmax(logits, -1);
  return tf.neg(tf.sum(tf.mul(tf.exp(logProbs), logProbs), -1));
}
