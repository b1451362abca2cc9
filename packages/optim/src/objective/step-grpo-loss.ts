import { tf } from '@stepgrpo/tensor';
import { meanOfRowMeans } from './aggregate';
import { k3 } from './kl';
import { perToken } from './per-token';
import { stopGradient } from './stop-gradient';

/** A loss to minimise and what to log about it; every scalar sums over micro-batches to that of the whole batch. */
export interface LossAndMetrics {
  readonly loss: tf.Tensor;
  readonly metrics?: Readonly<Record<string, tf.Tensor>>;
}

/** What the StepGRPO objective needs beside the policy's log-probabilities. */
export interface StepGrpoBatch {
  /** 1 for tokens up to and including the end token, else 0 [B, C]. */
  readonly mask: tf.Tensor;
  /** One number per completion [B], or per token [B, C]. */
  readonly advantages: tf.Tensor;
  /** Scalar: rows of the whole accumulated batch, rows of padding not counted. */
  readonly rows: tf.Tensor;
  /** Log-probabilities under the reference policy [B, C], in nats. Without it there is no KL term. */
  readonly refLogProbs?: tf.Tensor;
  /** Scalar: weight of the KL term, beta. Needed with `refLogProbs`. */
  readonly klCoefficient?: tf.Tensor;
}

/**
 * The StepGRPO objective, to minimise: push up tokens of good completions, stay near the reference policy.
 *
 * Equation  mean over rows of the token means of -( exp(lp - sg(lp)) A - beta k3 ),  k3 = exp(ref-lp) - (ref-lp) - 1
 * Gradient  d loss / d lp[i,t] = ( -A[i] + beta (1 - exp(ref-lp)) ) m[i,t] / (n[i] rows)
 * Shapes    logProbs [B, C] nats -> loss, metrics.kl scalars (kl: mean over rows of the row means, nats)
 * Source    R1-VL, arXiv:2503.12937, and jingyi0000/R1-VL src/r1-vl/src/open_r1/trainer/grpo_trainer.py; ours differs:
 *           an empty row counts 0 instead of making the loss NaN
 */
export function stepGrpoLoss(
  logProbs: tf.Tensor,
  { mask, advantages, rows, refLogProbs, klCoefficient }: StepGrpoBatch,
): LossAndMetrics {
  const ratio = tf.exp(tf.sub(logProbs, stopGradient(logProbs)));
  const policyTerm = tf.neg(tf.mul(ratio, perToken(advantages)));
  if (refLogProbs === undefined || klCoefficient === undefined)
    return { loss: meanOfRowMeans(policyTerm, mask, rows) };
  const divergence = k3(logProbs, refLogProbs);
  return {
    loss: meanOfRowMeans(tf.add(policyTerm, tf.mul(klCoefficient, divergence)), mask, rows),
    metrics: { kl: meanOfRowMeans(divergence, mask, rows) },
  };
}
