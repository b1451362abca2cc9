import { tf } from '@stepgrpo/tensor';
import type { ObjectiveSettings } from '../settings';
import { detached } from '../stop-gradient';
import type { PolicyTerm } from './policy-term';

/** ln of the smallest weight of a sequence. */
const LOWEST = Math.log(1e-8);

/**
 * VESPO: plain policy gradient, each completion weighted by a gamma-shaped function of its sequence ratio.
 *
 * Equation  S = sum_t clamp(lr, -20, 20) m  + sum_t clamp(ln sampling ratio, ln 1e-8, 20) m;  S = clamp(S, ln 1e-8, 20)
 *           phi = exp(lambda + k S - lambda exp(S)), not finite -> 0;  q = -sg(phi) A lp
 *           (k, lambda) = vespoPositive if A >= 0 else vespoNegative; lambda at least 1e-4
 * Shapes    tokenRatio, mask, logProbs [B, T], advantages [B, *] -> [B, T]
 * Source    VESPO, arXiv:2602.10693, as in huggingface/trl; ours differs: the sampling ratios of padding are not summed
 *           (there they are, which matters when the bounds of the correction exclude 1)
 */
export function vespo({ vespoPositive, vespoNegative, compat }: ObjectiveSettings): PolicyTerm {
  return ({ logProbs, tokenRatio, advantages, mask, samplingRatio }) => {
    const phi = detached(() => {
      const drift = tf.sum(tf.mul(tf.clipByValue(tokenRatio, -20, 20), mask), 1, true);
      const total =
        samplingRatio === undefined ? drift : tf.add(drift, mismatch(samplingRatio, mask, compat));
      const sum = tf.clipByValue(total, LOWEST, 20);
      const positive = tf.greaterEqual(advantages, 0).cast('float32');
      const pick = (yes: number, no: number): tf.Tensor => tf.add(tf.mul(positive, yes - no), no);
      const lambda = pick(Math.max(vespoPositive.lambda, 1e-4), Math.max(vespoNegative.lambda, 1e-4));
      const slope = tf.mul(pick(vespoPositive.k, vespoNegative.k), sum);
      const weight = tf.exp(tf.sub(tf.add(lambda, slope), tf.mul(lambda, tf.exp(sum))));
      return tf.where(tf.isFinite(weight), weight, tf.zerosLike(weight));
    });
    return {
      term: tf.neg(tf.mul(tf.mul(phi, advantages), logProbs)),
      without: ['sampling'],
      metrics: { 'vespo/phi_seq_mean': { kind: 'mean', values: () => phi } },
    };
  };
}

function mismatch(ratio: tf.Tensor, mask: tf.Tensor, compat: 'trl' | undefined): tf.Tensor {
  const logs = tf.clipByValue(tf.log(ratio), LOWEST, 20);
  return tf.sum(compat === 'trl' ? logs : tf.mul(logs, mask), 1, true);
}
