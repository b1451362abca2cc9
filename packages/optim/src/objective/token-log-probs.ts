import { tf } from '@stepgrpo/tensor';

/**
 * Log-probability of each chosen token, and the entropy of the distribution it was drawn from.
 *
 * Equation  z' = z / temperature;  lp = z'[token] - logsumexp(z');  H = -sum p ln p
 * Shapes    logits [B, T, V], tokenIds int32 [B, T] -> logProbs, entropies [B, T] nats
 * Range     temperature above 0: that of sampling for TRL's objectives; R1-VL does not divide
 * Source    huggingface/trl (_get_per_token_logps_and_entropies). A composite, for tests and small vocabularies: models
 *           use the fused form of @stepgrpo/tensor
 */
export function tokenLogProbs(
  logits: tf.Tensor,
  tokenIds: tf.Tensor,
  { temperature = 1 }: { readonly temperature?: number } = {},
): { readonly logProbs: tf.Tensor; readonly entropies: tf.Tensor } {
  const vocabulary = logits.shape.at(-1)!;
  const all = tf.logSoftmax(temperature === 1 ? logits : tf.div(logits, temperature), -1);
  // Not tf.oneHot, which refuses a vocabulary of one.
  const chosen = tf.equal(tokenIds.expandDims(-1), tf.range(0, vocabulary, 1, 'int32')).cast('float32');
  return {
    logProbs: tf.sum(tf.mul(all, chosen), -1),
    entropies: tf.neg(tf.sum(tf.mul(tf.exp(all), all), -1)),
  };
}
