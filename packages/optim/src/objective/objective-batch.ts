import type { tf } from '@stepgrpo/tensor';

/** What the policy says about a micro-batch now, with gradient. */
export interface PolicyOutputs {
  /** [B, T] nats. */
  readonly logProbs: tf.Tensor;
  /** Entropy of the next-token distributions [B, T] nats; for the bonus, the selection and the metric. */
  readonly entropies?: tf.Tensor;
  /** Auxiliary loss of a mixture-of-experts router, a scalar. */
  readonly auxiliaryLoss?: tf.Tensor;
}

/** Numbers that change from batch to batch without a new program; scalars unless told. */
export interface ObjectiveScalars {
  /** See `lossDenominator`. */
  readonly denominator: tf.Tensor;
  /** Rows and tokens of the whole update, for metrics. */
  readonly rows: tf.Tensor;
  readonly tokens: tf.Tensor;
  /** Weight of the KL term; needed with `refLogProbs`. */
  readonly klCoefficient?: tf.Tensor;
  /** Weight and divisor of the entropy bonus; needed with `entropyBonus`. */
  readonly entropyCoefficient?: tf.Tensor;
  readonly entropyDenominator?: tf.Tensor;
  /** Where `topEntropy` is below 1: the threshold, or its rank in this micro-batch (see `entropyRank`). */
  readonly entropyThreshold?: tf.Tensor;
  readonly entropyRank?: { readonly indices: tf.Tensor; readonly weight: tf.Tensor };
  /** Weight of the auxiliary loss; needed with it. */
  readonly auxiliaryCoefficient?: tf.Tensor;
}

/** A micro-batch of completions, as data. */
export interface ObjectiveBatch {
  /** [B, T] 1 for tokens to learn from. */
  readonly mask: tf.Tensor;
  /** [B] or [B, T]. */
  readonly advantages: tf.Tensor;
  /** Log-probabilities when the completions were drawn [B, T] nats; absent: those of now. */
  readonly oldLogProbs?: tf.Tensor;
  /** Under the reference policy [B, T] nats; absent: no KL term. */
  readonly refLogProbs?: tf.Tensor;
  /** As the sampler computed them [B, T] nats. */
  readonly samplingLogProbs?: tf.Tensor;
  readonly scalars: ObjectiveScalars;
}
