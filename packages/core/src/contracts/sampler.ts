import type { Group } from '../completion';
import type { Rng } from '../rng';
import type { Sample } from '../sample';
import type { PolicyModel } from './policy-model';

/** How completions are drawn. */
export interface SamplingOptions {
  /** G, completions per sample; at least 1. */
  readonly groupSize: number;
  /** 0 is greedy (the most probable token, lowest id on a tie); otherwise logits are divided by it. */
  readonly temperature: number;
  /** Keep the smallest set of tokens whose probability reaches this, in (0, 1]; 1 keeps all. */
  readonly topP: number;
  /** Keep this many most probable tokens; 0 keeps all. */
  readonly topK: number;
  /** Keep tokens at least this many times as probable as the most probable one, in [0, 1]; 0 or absent keeps all. */
  readonly minP?: number;
  /** Logits of tokens in the prompt or written already are divided by it (multiplied where negative); 1 or absent: none. */
  readonly repetitionPenalty?: number;
  /** Length limit in tokens, end token included. */
  readonly maxNewTokens: number;
  /** Keyed by sample id, completion index and token only: never by batch order. */
  readonly rng: Rng;
  readonly signal?: AbortSignal;
  /** Called as completions end. */
  readonly onProgress?: (progress: {
    readonly done: number;
    readonly total: number;
    readonly tokens: number;
  }) => void;
}

/** Draws completions from a policy. */
export interface Sampler {
  readonly name: string;
  /** G completions for each sample, in the samples' order. The same generator gives the same tokens. */
  sample(
    policy: PolicyModel,
    samples: readonly Sample[],
    options: SamplingOptions,
  ): Promise<readonly Group[]>;
}
