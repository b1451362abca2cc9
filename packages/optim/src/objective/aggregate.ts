import { tf } from '@stepgrpo/tensor';
import type { Aggregation } from './settings';

/**
 * Mean over rows of the mean over each row's tokens, so that a short completion counts as much as a long one.
 *
 * Equation  sum_i( sum_t x[i,t] m[i,t] / max(sum_t m[i,t], 1) ) / rows
 * Shapes    x [B, T] or [B, 1], mask [B, T]; rows a scalar: all rows of the accumulated batch -> scalar
 * Source    GRPO, arXiv:2402.03300, equation 3; ours differs from R1-VL's code: a row without tokens gives 0, not 0/0,
 *           so rows of padding cost nothing, and the sum over micro-batches is the loss of the whole batch
 */
export function meanOfRowMeans(x: tf.Tensor, mask: tf.Tensor, rows: tf.Tensor): tf.Tensor {
  return tf.div(tf.sum(rowMeans(x, mask)), rows);
}

/**
 * Mean over all tokens of the accumulated batch.
 *
 * Equation  sum( x m ) / max(tokens, 1)
 * Shapes    x [B, T] or [B, 1], mask [B, T]; tokens a scalar: tokens with mask 1 in the accumulated batch -> scalar
 */
export function meanOfTokens(x: tf.Tensor, mask: tf.Tensor, tokens: tf.Tensor): tf.Tensor {
  return tf.div(tf.sum(tf.mul(x, mask)), tf.maximum(tokens, 1));
}

/** Mean of each row over its own tokens, 0 for a row without any: [B, T] -> [B]. */
export function rowMeans(x: tf.Tensor, mask: tf.Tensor): tf.Tensor {
  return tf.div(tf.sum(tf.mul(x, mask), 1), tf.maximum(tf.sum(mask, 1), 1));
}

/**
 * Per-token terms as one loss; what divides is a scalar worked out beforehand, so micro-batches sum exactly.
 *
 * Equation  row-mean: sum of row means / D;  token-mean, fixed-length, row-sum: sum(x m) / D;
 *           D from `lossDenominator`. With compat "trl", row-sum: sum(x n_i) / (D width), padding included
 * Shapes    x [B, T] or [B, 1], mask [B, T], denominator scalar -> scalar
 * Source    row-mean GRPO; token-mean DAPO, arXiv:2503.14476; fixed-length Dr. GRPO, arXiv:2503.20783;
 *           row-sum LUSPO, arXiv:2602.05261
 */
export function aggregate(
  x: tf.Tensor,
  { mask, denominator }: { readonly mask: tf.Tensor; readonly denominator: tf.Tensor },
  { aggregation, compat }: { readonly aggregation: Aggregation; readonly compat?: 'trl' },
): tf.Tensor {
  if (aggregation === 'row-mean') return meanOfRowMeans(x, mask, denominator);
  if (aggregation === 'row-sum' && compat === 'trl') {
    const lengths = tf.sum(mask, 1, true);
    return tf.div(tf.sum(tf.mul(x, lengths)), tf.mul(denominator, x.shape[1] ?? 1));
  }
  return tf.div(tf.sum(tf.mul(x, mask)), denominator);
}
