import type { tf } from '@stepgrpo/tensor';

/** What a policy term may look at. [B, *] is [B, T], or [B, 1] where one number holds for a completion. */
export interface PolicyInputs {
  /** [B, T] nats. */
  readonly logProbs: tf.Tensor;
  /** lp - old [B, T] nats, whatever the level of `ratio`. */
  readonly tokenRatio: tf.Tensor;
  /** Importance ratio at the level of the objective [B, *]. */
  readonly ratio: tf.Tensor;
  /** [B, *] */
  readonly advantages: tf.Tensor;
  /** [B, T] */
  readonly mask: tf.Tensor;
  /** The mask without tokens of low entropy [B, T]; `mask` itself where all tokens count. */
  readonly selected: tf.Tensor;
  /** Correction of the sampler's mismatch [B, *]. */
  readonly samplingRatio?: tf.Tensor;
}

/** A number to log: a mean over tokens, or the lowest or highest mean of a row. */
export interface PolicyMetric {
  readonly kind: 'mean' | 'min' | 'max';
  /** [B, *] */
  readonly values: () => tf.Tensor;
}

/** The policy's part of a loss. */
export interface PolicyOutcome {
  /** To minimise [B, *]; where it is [B, 1] every token of a row gets it. */
  readonly term: tf.Tensor;
  /** Multipliers that `term` already contains, or must not have. */
  readonly without: readonly ('selection' | 'sampling' | 'off-policy')[];
  readonly metrics: Readonly<Record<string, PolicyMetric>>;
}

export type PolicyTerm = (inputs: PolicyInputs) => PolicyOutcome;
