import { tf } from '@stepgrpo/tensor';
import { meanOfTokens } from './aggregate';
import type { LossAndMetrics } from './step-grpo-loss';

/** Which tokens supervised training learns from. */
export interface CrossEntropyBatch {
  /** 1 for tokens to learn, 0 for prompt and padding [B, C]. */
  readonly mask: tf.Tensor;
  /** Scalar: tokens with mask 1 in the whole accumulated batch. */
  readonly tokens: tf.Tensor;
}

/**
 * Mean negative log-likelihood of the labelled tokens: the loss of policy warm-up (SFT).
 *
 * Equation  -sum( lp m ) / max(tokens, 1)
 * Shapes    logProbs [B, C] nats -> loss, a scalar in nats per token
 * Source    token mean over the accumulated batch, as transformers does since its 4.46 (num_items_in_batch)
 */
export function crossEntropyLoss(logProbs: tf.Tensor, { mask, tokens }: CrossEntropyBatch): LossAndMetrics {
  return { loss: meanOfTokens(tf.neg(logProbs), mask, tokens) };
}
