import type { Aggregation } from './settings';

/** What one update learns from, padding not counted. */
export interface UpdateCounts {
  /** Completions. */
  readonly rows: number;
  /** Tokens with mask 1. */
  readonly tokens: number;
  /** Longest completion the sampler may write; only `fixed-length` reads it. */
  readonly maxTokens?: number;
}

/**
 * What the sum over all tokens of an update is divided by: the same number in each of its micro-batches.
 *
 * Equation  row-mean, row-sum: rows;  token-mean: max(tokens, 1);  fixed-length: rows * maxTokens
 * Source    the sums of section "aggregate"; every row counts, also one that is masked altogether
 */
export function lossDenominator(
  aggregation: Aggregation,
  { rows, tokens, maxTokens = NaN }: UpdateCounts,
): number {
  switch (aggregation) {
    case 'row-mean':
    case 'row-sum':
      return Math.max(rows, 1);
    case 'token-mean':
    case 'generation-token-mean':
      return Math.max(tokens, 1);
    case 'fixed-length':
      return Math.max(rows, 1) * maxTokens;
    default:
      return aggregation satisfies never;
  }
}

/** What TRL divides a micro-batch's loss by depends on more than the update. */
export interface TrlCounts {
  /** Rows and tokens of this micro-batch on this process. */
  readonly rows: number;
  readonly tokens: number;
  readonly maxTokens: number;
  /** gradient_accumulation_steps; 1 in evaluation. */
  readonly accumulation: number;
  /** Tokens of the whole generation batch over all processes. */
  readonly generationTokens: number;
  readonly processes: number;
}

/**
 * TRL's divisor of a micro-batch.
 *
 * Equation  row-mean, row-sum: rows * ga;  fixed-length: rows * maxTokens * ga;  token-mean of the micro-batch (bnpo):
 *           max(tokens, 1) * ga;  token-mean of the generation batch (dapo, cispo, vespo): max(generationTokens, 1) / P
 * Source    huggingface/trl trl/trainer/grpo_trainer.py; a mean of micro-batch means weighs tokens unequally, and the
 *           last form shrinks the loss when a generation feeds several updates
 */
export function trlDenominator(
  aggregation: Aggregation,
  { rows, tokens, maxTokens, accumulation, generationTokens, processes }: TrlCounts,
): number {
  if (aggregation === 'generation-token-mean') return Math.max(generationTokens, 1) / processes;
  return lossDenominator(aggregation, { rows, tokens, maxTokens }) * accumulation;
}
