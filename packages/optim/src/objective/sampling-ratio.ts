import { tf } from '@stepgrpo/tensor';
import type { MismatchCorrection } from './settings';

/**
 * Importance ratio between the policy as the trainer computes it and as the sampler did, cut or dropped outside bounds.
 *
 * Equation  d = (old - sampled) m;  token-*: exp(d);  sequence-*: exp(sum_t d), the product over tokens;
 *           *-truncate: clamped to [min, max];  *-mask: 0 outside [min, max]
 * Shapes    oldLogProbs, samplingLogProbs, mask [B, T] -> [B, T] for token modes, [B, 1] for sequence modes
 * Range     at least 0; positions with mask 0 have ratio 1, on which the bounds act too; a missing bound is infinite
 * Source    truncated importance sampling (Yao et al. 2025); huggingface/trl vllm_importance_sampling_mode
 */
export function samplingRatio(
  { mode, min = -Infinity, max = Infinity }: MismatchCorrection,
  {
    oldLogProbs,
    samplingLogProbs,
    mask,
  }: { readonly [Key in 'oldLogProbs' | 'samplingLogProbs' | 'mask']: tf.Tensor },
): tf.Tensor {
  const difference = tf.mul(tf.sub(oldLogProbs, samplingLogProbs), mask);
  const perSequence = mode === 'sequence-truncate' || mode === 'sequence-mask';
  const ratio = tf.exp(perSequence ? tf.sum(difference, 1, true) : difference);
  if (mode === 'token-truncate' || mode === 'sequence-truncate') {
    const floored = min === -Infinity ? ratio : tf.maximum(ratio, min);
    return max === Infinity ? floored : tf.minimum(floored, max);
  }
  const outside = tf.logicalOr(tf.less(ratio, min), tf.greater(ratio, max));
  return tf.where(outside, tf.zerosLike(ratio), ratio);
}
