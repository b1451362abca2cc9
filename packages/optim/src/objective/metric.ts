import { tf } from '@stepgrpo/tensor';
import type { PolicyMetric } from './policy/policy-term';
import type { ObjectiveSettings } from './settings';

/** Counts a metric is scaled by, so that the values of micro-batches sum to that of the update. */
export interface MetricCounts {
  readonly mask: tf.Tensor;
  /** Scalars: rows and tokens of the whole update. */
  readonly rows: tf.Tensor;
  readonly tokens: tf.Tensor;
}

/**
 * One number from values per token or per row.
 *
 * Equation  mean: sum(x m) / max(tokens, 1), or for one value per row: sum over rows with tokens / max(rows, 1);
 *           min, max: of the row means, rows without tokens skipped, +-infinity where none has any
 * Shapes    values [B, T] or [B, 1] -> scalar
 * Source    huggingface/trl (masked_batch_mean); with compat "trl" a width of 1 always means one value per row, and rows
 *           without tokens count
 */
export function metricScalar(
  { kind, values }: PolicyMetric,
  { mask, rows, tokens }: MetricCounts,
  { ratio, compat }: Pick<ObjectiveSettings, 'ratio' | 'compat'>,
): tf.Tensor {
  const x = values();
  const hasTokens = tf.greater(tf.sum(mask, 1), 0);
  if (kind === 'mean') {
    const perRow = x.shape[1] === 1 && (compat === 'trl' || ratio === 'sequence' || ratio === 'sequence-sum');
    if (!perRow) return tf.div(tf.sum(tf.mul(x, mask)), tf.maximum(tokens, 1));
    const counted = compat === 'trl' ? x.flatten() : tf.mul(x.flatten(), hasTokens.cast('float32'));
    return tf.div(tf.sum(counted), tf.maximum(rows, 1));
  }
  const means = tf.div(tf.sum(tf.mul(x, mask), 1), tf.maximum(tf.sum(mask, 1), 1));
  const absent = tf.fill(means.shape, kind === 'min' ? Infinity : -Infinity);
  const present = tf.where(hasTokens, means, absent);
  return kind === 'min' ? tf.min(present) : tf.max(present);
}
