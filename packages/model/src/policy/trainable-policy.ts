import type { PolicyModel, TrainingSequence } from '@stepgrpo/core';
import type { HostTensor } from '@stepgrpo/tensor';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import type { DecodingWithStarts } from '../text-bundle';
import type { PolicyBatch } from './collate';
import type { PolicyProgram } from './policy-program';

/** Weights in JavaScript memory, float32, under their published names. */
export type HostWeights = Readonly<Record<string, HostTensor>>;

/** A policy whose weights can be replaced, and whose log-probabilities can be differentiated. */
export interface TrainablePolicy extends PolicyModel {
  readonly config: Qwen2VlConfig;
  readonly weights: HostWeights;
  /**
   * Takes new weights, without a copy; open decoding sessions become invalid.
   *
   * Throws  ShapeError when a weight is missing, unknown or of another shape
   */
  setWeights(weights: HostWeights): void;
  readonly program: PolicyProgram;
  /** Like `decodeText`, with the place of each token, for credit to the steps of a response. */
  decodeWithStarts(tokenIds: readonly number[]): DecodingWithStarts;
  /** Lays sequences out for `program`, padded to at least `minRows` rows. */
  collate(sequences: readonly TrainingSequence[], options?: { readonly minRows?: number }): PolicyBatch;
  /** The same network with other weights, such as a frozen reference; compiled functions are shared. */
  withWeights(weights: HostWeights): TrainablePolicy;
  /** Writes a Hugging Face checkpoint: config, weights, tokenizer, processor and generation files. */
  save(directory: string): Promise<void>;
}
