import { tf } from '@stepgrpo/tensor';
import { aggregate } from './aggregate';
import type { LossAndMetrics } from './step-grpo-loss';
import { detached } from './stop-gradient';

export interface ValueBatch {
  /** Values when the completions were drawn, and the returns to learn [B, T], reward points. */
  readonly oldValues: tf.Tensor;
  readonly returns: tf.Tensor;
  readonly mask: tf.Tensor;
  /** Scalars, see `lossDenominator`; tokens scales the metrics. */
  readonly denominator: tf.Tensor;
  readonly tokens: tf.Tensor;
}

/**
 * Loss of a value function that may not run away from its old values.
 *
 * Equation  0.5 * aggregate( max( (v - R)^2, (clamp(v, old - clip, old + clip) - R)^2 ) )
 * Shapes    values [B, T] reward points -> loss; metrics value_mean, value_clip_ratio: scalars
 * Source    PPO, arXiv:1707.06347; hiyouga/EasyR1 verl/trainer/core_algos.py (cliprange_value)
 */
export function valueLoss(
  values: tf.Tensor,
  { oldValues, returns, mask, denominator, tokens }: ValueBatch,
  { clip, aggregation }: { readonly clip: number; readonly aggregation: 'row-mean' | 'token-mean' },
): LossAndMetrics {
  const held = tf.minimum(tf.maximum(values, tf.sub(oldValues, clip)), tf.add(oldValues, clip));
  const free = tf.square(tf.sub(values, returns));
  const limited = tf.square(tf.sub(held, returns));
  const worst = tf.maximum(free, limited);
  const tokenMean = (x: () => tf.Tensor): tf.Tensor =>
    detached(() => tf.div(tf.sum(tf.mul(x(), mask)), tf.maximum(tokens, 1)));
  return {
    loss: tf.mul(0.5, aggregate(worst, { mask, denominator }, { aggregation })),
    metrics: {
      value_mean: tokenMean(() => values),
      value_clip_ratio: tokenMean(() => tf.less(free, limited).cast('float32')),
    },
  };
}
