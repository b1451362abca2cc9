import type { LoraConfig, PolicyModel, Rng, TrainingSequence } from '@stepgrpo/core';
import type { HostTensor } from '@stepgrpo/tensor';
import type { Adapter } from '../lora/adapter';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import type { DecodingWithStarts } from '../text-bundle';
import type { PolicyBatch } from './collate';
import type { PolicyProgram } from './policy-program';

/** Weights in JavaScript memory, float32, under their published names; those of adapters beside their linears. */
export type HostWeights = Readonly<Record<string, HostTensor>>;

/** A policy whose weights can be replaced, and whose log-probabilities can be differentiated. */
export interface TrainablePolicy extends PolicyModel {
  readonly config: Qwen2VlConfig;
  /** Of the adapters among the weights; null where there are none. */
  readonly lora: LoraConfig | null;
  readonly weights: HostWeights;
  /** Whether training changes a weight: all of them, or those of adapters alone where there are any. */
  isTrainable(name: string): boolean;
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
  collate(
    sequences: readonly TrainingSequence[],
    options?: {
      readonly minRows?: number;
      /** For a batch to learn from: chooses what adapters with dropout drop. */
      readonly rng?: Rng;
    },
  ): PolicyBatch;
  /**
   * The same network with other weights, such as a frozen reference; compiled functions are shared. Weights with adapters or
   * without: those without are the policy with its adapters off.
   */
  withWeights(weights: HostWeights): TrainablePolicy;
  /** The same network and weights with these adapters in the place of its own. */
  withAdapter(adapter: Adapter): TrainablePolicy;
  /**
   * Writes what training changes, exactly: a Hugging Face checkpoint in float32, or where there are adapters those alone, as PEFT
   * does, with the files of the text side. `base` is the directory or Hub name of the weights that adapters belong to.
   */
  save(directory: string, options?: { readonly base?: string }): Promise<void>;
  /** Writes a checkpoint in the form of the directory it came from, adapters merged: see `exportCheckpoint`. */
  export(directory: string, options: { readonly source: string | null }): Promise<void>;
}
