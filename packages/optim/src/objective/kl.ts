import { tf } from '@stepgrpo/tensor';

/** Estimates of KL(policy || reference) from the log-probabilities of the sampled tokens. */
export type KlEstimator = 'k1' | 'abs' | 'k2' | 'k3' | 'k3-clamped';

/**
 * Per-token estimate k3 of KL(policy || reference): unbiased, never negative, low variance.
 *
 * Equation  k3 = exp(ref - lp) - (ref - lp) - 1
 * Shapes    logProbs, refLogProbs [B, T] nats -> [B, T] nats
 * Range     at least 0, up to rounding
 * Source    Schulman, "Approximating KL divergence" (2020); GRPO, arXiv:2402.03300, equation 4
 */
export function k3(logProbs: tf.Tensor, refLogProbs: tf.Tensor): tf.Tensor {
  const difference = tf.sub(refLogProbs, logProbs);
  return tf.sub(tf.sub(tf.exp(difference), difference), 1);
}

/**
 * Every estimator by name, per token in nats.
 *
 * Equation  k1 = lp - ref;  abs = |lp - ref|;  k2 = (lp - ref)^2 / 2;  k3 as above;
 *           k3-clamped: ref - lp within +-20, then k3 within +-10
 * Source    hiyouga/EasyR1 verl/trainer/core_algos.py (kl, abs, mse, low_var_kl)
 */
export const klEstimators: Readonly<
  Record<KlEstimator, (logProbs: tf.Tensor, refLogProbs: tf.Tensor) => tf.Tensor>
> = {
  k1: (logProbs, refLogProbs) => tf.sub(logProbs, refLogProbs),
  abs: (logProbs, refLogProbs) => tf.abs(tf.sub(logProbs, refLogProbs)),
  k2: (logProbs, refLogProbs) => tf.div(tf.square(tf.sub(logProbs, refLogProbs)), 2),
  k3,
  'k3-clamped': (logProbs, refLogProbs) => {
    const difference = tf.clipByValue(tf.sub(refLogProbs, logProbs), -20, 20);
    return tf.clipByValue(tf.sub(tf.sub(tf.exp(difference), difference), 1), -10, 10);
  },
};

/**
 * The divergence itself, from whole distributions.
 *
 * Equation  KL = sum over v of exp(lp[v]) (lp[v] - ref[v])
 * Shapes    logProbs, refLogProbs [..., V] nats -> [...] nats
 */
export function fullKl(logProbs: tf.Tensor, refLogProbs: tf.Tensor): tf.Tensor {
  return tf.sum(tf.mul(tf.exp(logProbs), tf.sub(logProbs, refLogProbs)), -1);
}
