import { tf } from '@stepgrpo/tensor';
import type { PolicyMetric } from './policy/policy-term';

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
 * Equation  mean: sum(x m) / max(tokens, 1);  min, max: of the row means, rows without tokens skipped, +-infinity where
 *           none has any
 * Shapes    values [B, T] or [B, 1], which every token of a row shares -> scalar
 * Source    huggingface/trl (masked_batch_mean); with compat "trl" a width of 1 means one value per row, as it is there
 *           even where a completion is one token long: sum(x) / max(rows, 1), rows without tokens included
 */
export function metricScalar(
  { kind, values }: PolicyMetric,
  { mask, rows, tokens }: MetricCounts,
  compat?: 'trl',
): tf.Tensor {
  const x = values();
  const isPerRow = compat === 'trl' && x.shape[1] === 1;
  if (kind === 'mean')
    return isPerRow
      ? tf.div(tf.sum(x), tf.maximum(rows, 1))
      : tf.div(tf.sum(tf.mul(x, mask)), tf.maximum(tokens, 1));
  if (isPerRow) return kind === 'min' ? tf.min(x) : tf.max(x);
  const lengths = tf.sum(mask, 1);
  const means = tf.div(tf.sum(tf.mul(x, mask), 1), tf.maximum(lengths, 1));
  const absent = tf.fill(means.shape, kind === 'min' ? Infinity : -Infinity);
  const present = tf.where(tf.greater(lengths, 0), means, absent);
  return kind === 'min' ? tf.min(present) : tf.max(present);
}
