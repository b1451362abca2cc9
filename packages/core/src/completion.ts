import type { Sample } from './sample';

/** Why a completion ended: it drew an end token, or it reached the length limit. */
export type FinishReason = 'stop' | 'length';

/** One draw from a policy for one sample. */
export interface Completion {
  /** Position within its group, 0 to G - 1. */
  readonly index: number;
  /** The decoded text, without end tokens. Never re-tokenised: training uses `tokenIds`. */
  readonly text: string;
  /** Every sampled token, the end token included when there is one. */
  readonly tokenIds: readonly number[];
  /**
   * Natural log-probability of each token under the policy at temperature 1 and without truncation, in nats.
   * Same length as `tokenIds`.
   */
  readonly logProbs: readonly number[];
  readonly finishReason: FinishReason;
}

/** The G completions of one sample. */
export interface Group {
  readonly sample: Sample;
  readonly completions: readonly Completion[];
}
