import { tf } from '@stepgrpo/tensor';
import type { PolicyMetric } from './policy-term';

/**
 * How often a ratio left its range on the side where that stops learning, under TRL's names.
 *
 * Equation  low = [x < from and A < 0], high = [x > to and A > 0], region = either
 * Shapes    ratio, advantages [B, *] -> 0 or 1 [B, *]
 * Source    huggingface/trl trl/trainer/grpo_trainer.py (clip_ratio/*)
 */
export function clipMetrics(
  ratio: tf.Tensor,
  advantages: tf.Tensor,
  [from, to]: readonly [number, number],
): Record<string, PolicyMetric> {
  const low = (): tf.Tensor => tf.logicalAnd(tf.less(ratio, from), tf.less(advantages, 0)).cast('float32');
  const high = (): tf.Tensor =>
    tf.logicalAnd(tf.greater(ratio, to), tf.greater(advantages, 0)).cast('float32');
  return {
    'clip_ratio/low_mean': { kind: 'mean', values: low },
    'clip_ratio/low_min': { kind: 'min', values: low },
    'clip_ratio/high_mean': { kind: 'mean', values: high },
    'clip_ratio/high_max': { kind: 'max', values: high },
    'clip_ratio/region_mean': { kind: 'mean', values: () => tf.maximum(low(), high()) },
  };
}
