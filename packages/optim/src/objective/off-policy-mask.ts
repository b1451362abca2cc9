import { tf } from '@stepgrpo/tensor';
import { stopGradient } from './stop-gradient';

/**
 * Leaves out bad completions that the policy has already moved away from: their gradient is mostly noise.
 *
 * Equation  kl[i] = sum_t (before - sg(lp)) m / max(sum m, 1);  factor = [A >= 0 or kl[i] <= threshold]
 * Shapes    before, logProbs, mask [B, T] nats, advantages [B, *] -> 0 or 1 [B, *]
 * Range     `before` is the sampler's log-probability where known, else the old policy's
 * Source    DeepSeek-V3.2, arXiv:2512.02556; huggingface/trl off_policy_mask_threshold
 */
export function offPolicyMask(
  threshold: number,
  {
    before,
    logProbs,
    mask,
    advantages,
  }: { readonly [Key in 'before' | 'logProbs' | 'mask' | 'advantages']: tf.Tensor },
): tf.Tensor {
  const drift = tf.sum(tf.mul(tf.sub(before, stopGradient(logProbs)), mask), 1, true);
  const mean = tf.div(drift, tf.maximum(tf.sum(mask, 1, true), 1));
  return tf.logicalOr(tf.greaterEqual(advantages, 0), tf.lessEqual(mean, threshold)).cast('float32');
}
