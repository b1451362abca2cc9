import { tf } from '@stepgrpo/tensor';
import type { ObjectiveSettings } from '../settings';
import { detached } from '../stop-gradient';
import { clipMetrics } from './clip-metrics';
import type { PolicyTerm } from './policy-term';

/**
 * GMPO: the geometric mean of a completion's clipped token ratios, less moved by single tokens than their sum.
 *
 * Equation  x = lp - old;  v = min(x, clamp(x)) if A > 0 else max(x, clamp(x)), clamp to [-epsilonLow, epsilonHigh];
 *           q = -exp( sum(v m) / max(sum m, 1) ) A,  m without tokens of low entropy
 * Shapes    tokenRatio, selected [B, T], advantages [B, 1] -> [B, 1]
 * Source    GMPO, arXiv:2507.20673; huggingface/trl trl/experimental/gmpo: no off-policy mask, no mismatch correction
 */
export function gmpo({ epsilonLow, epsilonHigh }: ObjectiveSettings): PolicyTerm {
  const range = [-epsilonLow, epsilonHigh] as const;
  return ({ tokenRatio, selected, advantages }) => {
    const held = tf.clipByValue(tokenRatio, ...range);
    const rising = detached(() => tf.greater(tf.add(advantages, tf.zerosLike(tokenRatio)), 0));
    const chosen = tf.where(rising, tf.minimum(tokenRatio, held), tf.maximum(tokenRatio, held));
    const mean = tf.div(tf.sum(tf.mul(chosen, selected), 1, true), tf.maximum(tf.sum(selected, 1, true), 1));
    return {
      term: tf.neg(tf.mul(tf.exp(mean), advantages)),
      without: ['selection', 'sampling', 'off-policy'],
      metrics: clipMetrics(tokenRatio, advantages, range),
    };
  };
}
