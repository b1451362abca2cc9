import { ShapeError, type Rng, type TrainingSequence } from '@stepgrpo/core';
import { hostTensor, sizeOf, type HostTensor } from '@stepgrpo/tensor';
import { dropoutKeys, type DropoutInputs } from '../lora/dropout';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import type { SequenceInputs } from '../qwen2-vl/sequence-network';
import { packSequences } from './sequence-batch';
import { lengthBucket } from './shape-buckets';

/** What the program needs beyond the sequences: which tokens to score. */
export interface TargetInputs<T> {
  /** int32 [B, C]: completion tokens, 0 at padding. */
  readonly targets: T;
  /** int32 [B, C]: the row of the flattened hidden states that predicts each, 0 at padding. */
  readonly targetRows: T;
  /** int32 [B, L]: the index in the flattened targets that each hidden state predicts, or -1. */
  readonly predictedBy: T;
  /** [B, C]: 1 for a completion token, 0 at padding. */
  readonly completionMask: T;
}

/** Dropout keys are there in training with an adapter that drops inputs. */
export type LogProbInputs<T> = SequenceInputs<T> & TargetInputs<T> & Partial<DropoutInputs<T>>;

export interface CollateOptions {
  /** Fewest rows of the batch: the rest is padding. */
  readonly minRows?: number;
  /** Inputs of adapters to drop, as a share, and the random numbers that choose them; nothing is dropped when absent. */
  readonly dropout?: { readonly share: number; readonly rng: Rng };
}

/** Sequences as the policy's program takes them, padded to a shape that recurs. */
export interface PolicyBatch {
  readonly inputs: LogProbInputs<HostTensor> & Readonly<Record<string, HostTensor>>;
  /** [B, C]: 1 for a completion token, 0 at padding; rows beyond the sequences are all 0. */
  readonly completionMask: HostTensor;
  /** Completion tokens in the batch. */
  readonly tokenCount: number;
  /** Sequences in the batch, without padding rows. */
  readonly sequenceCount: number;
}

/**
 * Lays prompts with their completions out for training: whole sequences, padded on the right.
 *
 * Shapes  n sequences -> [B, L] tokens and [B, C] completion tokens; B = max(n, minRows), L and C in buckets
 * Throws  ShapeError for no sequence, or an empty prompt
 */
export function collateSequences(
  config: Qwen2VlConfig,
  sequences: readonly TrainingSequence[],
  { minRows = 1, dropout }: CollateOptions = {},
): PolicyBatch {
  if (sequences.length === 0)
    throw new ShapeError('There are no sequences to collate.', 'pass at least one.');
  const rows = Math.max(sequences.length, minRows);
  const lengths = sequences.map(({ prompt, completionIds }) => prompt.tokenIds.length + completionIds.length);
  const length = lengthBucket(Math.max(...lengths));
  const width = lengthBucket(Math.max(...sequences.map(({ completionIds }) => completionIds.length)));
  const targets = new Int32Array(rows * width);
  const targetRows = new Int32Array(rows * width);
  const predictedBy = new Int32Array(rows * length).fill(-1);
  const mask = new Float32Array(rows * width);
  sequences.forEach(({ prompt, completionIds }, row) => {
    const promptLength = prompt.tokenIds.length;
    if (promptLength === 0)
      throw new ShapeError(`The prompt of row ${row} is empty.`, 'give it at least one token.');
    targets.set(completionIds, row * width);
    for (let i = 0; i < completionIds.length; i++) {
      const hidden = row * length + promptLength - 1 + i;
      targetRows[row * width + i] = hidden;
      predictedBy[hidden] = row * width + i;
    }
    mask.fill(1, row * width, row * width + completionIds.length);
  });
  const { inputs } = packSequences(
    config,
    sequences.map(({ prompt, completionIds }) => ({ prompt, continuation: completionIds })),
    { rows, length },
  );
  const completionMask = hostTensor(mask, [rows, width]);
  return {
    inputs: {
      ...inputs,
      targets: hostTensor(targets, [rows, width]),
      targetRows: hostTensor(targetRows, [rows, width]),
      predictedBy: hostTensor(predictedBy, [rows, length]),
      completionMask,
      ...(dropout === undefined ? {} : dropoutInputs(config, dropout, inputs)),
    },
    completionMask,
    tokenCount: sequences.reduce((total, { completionIds }) => total + completionIds.length, 0),
    sequenceCount: sequences.length,
  };
}

/** Keys for as many rows and columns as any linear of the network is given. */
function dropoutInputs(
  config: Qwen2VlConfig,
  { share, rng }: Required<CollateOptions>['dropout'],
  { tokenIds, windows }: SequenceInputs<HostTensor>,
): DropoutInputs<HostTensor> {
  const { vision } = config;
  const rows = Math.max(sizeOf(tokenIds.shape), sizeOf(windows.shape));
  const columns = Math.max(config.intermediateSize, config.hiddenSize, vision.mlpSize, vision.embedDim);
  return dropoutKeys(rng, { share, rows, columns });
}
