import type { KlEstimator } from './kl';

/** How far apart policies are measured: per token, or per completion in one of three ways. See `logRatio`. */
export type RatioLevel = 'token' | 'sequence' | 'sequence-token' | 'sequence-sum';

/**
 * How per-token terms become one number. See `aggregate`. `generation-token-mean` is `token-mean`, but with compat
 * "trl" it divides by the tokens of the whole generation.
 */
export type Aggregation = 'row-mean' | 'token-mean' | 'generation-token-mean' | 'fixed-length' | 'row-sum';

/** How the difference between the sampler's probabilities and the trainer's is corrected. See `samplingRatio`. */
export interface MismatchCorrection {
  readonly mode: 'token-truncate' | 'token-mask' | 'sequence-truncate' | 'sequence-mask';
  readonly min?: number;
  readonly max?: number;
}

/** An objective as plain data: which pieces, and their constants. Constants are compiled into the program. */
export interface ObjectiveSettings {
  /** The policy term: a row of `policyTerms`. */
  readonly policy: 'clipped' | 'cispo' | 'sapo' | 'vespo' | 'gmpo';
  readonly ratio: RatioLevel;
  readonly aggregation: Aggregation;
  /** `clipped`, `gmpo`: how far a ratio may fall below 1 and rise above 1 (`gmpo`: of its logarithm). */
  readonly epsilonLow: number;
  readonly epsilonHigh: number;
  /** `clipped`: cap of the ratio where it is not clipped (two-sided clipping). */
  readonly delta?: number;
  /** `clipped`: where A < 0, no more loss than this times |A| (dual clip). */
  readonly dualClip?: number;
  /** `cispo`: bounds of the weight, absolute, not relative to 1. */
  readonly weightMin: number;
  readonly weightMax: number;
  /** `sapo`: temperatures of its gate where A > 0, and elsewhere. */
  readonly temperaturePositive: number;
  readonly temperatureNegative: number;
  /** `vespo`: shape of its weight where A >= 0, and elsewhere. */
  readonly vespoPositive: { readonly k: number; readonly lambda: number };
  readonly vespoNegative: { readonly k: number; readonly lambda: number };
  /** The KL term, used when a batch has reference log-probabilities. */
  readonly kl: KlEstimator;
  /** Multiply the KL term by the ratio, which makes its gradient unbiased off-policy. */
  readonly klBiasCorrection: boolean;
  /** Share of the tokens, highest entropy first, that the policy term learns from; 1 is all. */
  readonly topEntropy: number;
  /** Completions with A < 0 whose drift from the old policy exceeds this many nats per token are left out. */
  readonly offPolicyThreshold?: number;
  readonly mismatch?: MismatchCorrection;
  /** Subtract an entropy bonus, weighted by the batch's `entropyCoefficient`. */
  readonly entropyBonus: boolean;
  /** Log-ratios are held within this many nats of 0 before exp, which keeps loss and gradient finite. */
  readonly maxLogRatio: number;
  /** Reproduce TRL to the letter, faults included. See docs/method.md. */
  readonly compat?: 'trl';
}

/** What a row of the table of objectives need not repeat. */
export const defaultSettings: ObjectiveSettings = {
  policy: 'clipped',
  ratio: 'token',
  aggregation: 'row-mean',
  epsilonLow: 0.2,
  epsilonHigh: 0.2,
  weightMin: 0,
  weightMax: 5,
  temperaturePositive: 1,
  temperatureNegative: 1.05,
  vespoPositive: { k: 2, lambda: 3 },
  vespoNegative: { k: 3, lambda: 2 },
  kl: 'k3',
  klBiasCorrection: false,
  topEntropy: 1,
  entropyBonus: false,
  maxLogRatio: 20,
};
