import type { Rng, TrainingSequence } from '@stepgrpo/core';
import { hostTensor, sizeOf, type HostTensor } from '@stepgrpo/tensor';
import { dropoutKeys, type DropoutInputs } from '../lora/dropout';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import type { SequenceInputs } from '../qwen2-vl/sequence-network';
import { createBatchWriter, positioned } from './batch-writer';
import { packing, prefixLength, tailLength, type Packing } from './packing';
import { lengthBucket } from './shape-buckets';

/** What the program needs beyond the tokens: who sees whom, and which tokens to score. B sequences, R rows of L places. */
export interface TargetInputs<T> {
  /** int32 [R, L]: a number for each run of tokens that belong together. */
  readonly segments: T;
  /** int32 [R, L]: the segment of the prompt a token continues; its own where it continues none. */
  readonly contexts: T;
  /** int32 [M]: completion tokens of all sequences one after the other, 0 at padding. */
  readonly targets: T;
  /** int32 [M]: the row of the flattened hidden states that predicts each, 0 at padding. */
  readonly targetRows: T;
  /** int32 [R, L]: the index in `targets` that each hidden state predicts, or -1. */
  readonly predictedBy: T;
  /** int32 [B, C]: the index in `targets` of each completion token, 0 at padding. */
  readonly cellTargets: T;
  /** int32 [M]: the flattened place in [B, C] of each target, or -1. */
  readonly targetCells: T;
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
  /** Places of the batch that hold a token, and all places: what is left is padding. */
  readonly places: { readonly used: number; readonly total: number };
}

/**
 * Lays prompts with their completions out for training: several in a row where they fit, a prompt once for its completions.
 *
 * Shapes  n sequences -> [R, L] tokens and [B, C] completion tokens; B = max(n, minRows), all in buckets
 * Throws  ShapeError for no sequence, or an empty prompt
 */
export function collateSequences(
  config: Qwen2VlConfig,
  sequences: readonly TrainingSequence[],
  { minRows = 1, dropout }: CollateOptions = {},
): PolicyBatch {
  const layout = packing(config, sequences);
  const tokenCount = sequences.reduce((total, { completionIds }) => total + completionIds.length, 0);
  const tokens = writeTokens(config, sequences, layout);
  const targets = writeTargets(sequences, layout, { minRows, tokenCount });
  return {
    inputs: {
      ...tokens.inputs,
      ...targets,
      ...(dropout === undefined ? {} : dropoutInputs(config, dropout, tokens.inputs)),
    },
    completionMask: targets.completionMask,
    tokenCount,
    sequenceCount: sequences.length,
    places: { used: tokens.used, total: layout.rows * layout.length },
  };
}

function writeTokens(
  config: Qwen2VlConfig,
  sequences: readonly TrainingSequence[],
  { rows, length, prefixes, tails }: Packing,
) {
  const prompts = prefixes.map(({ prompt }) => prompt);
  const { inputs, write } = createBatchWriter(config, { rows, length }, prompts);
  const segments = new Int32Array(rows * length).fill(-1);
  const contexts = new Int32Array(rows * length).fill(-1);
  const written = new Set<number>();
  let used = 0;
  const mark = (at: number, count: number, [segment, context]: readonly [number, number]): void => {
    segments.fill(segment, at, at + count);
    contexts.fill(context, at, at + count);
    used += count;
  };
  sequences.forEach((sequence, i) => {
    const { prompt, completionIds } = sequence;
    const { row, start, prefix } = tails[i] ?? { row: 0, start: 0, prefix: 0 };
    const from = prefixLength(sequence);
    const placed = positioned(config, { prompt, continuation: completionIds });
    if (!written.has(prefix)) {
      written.add(prefix);
      const at = row * length + (prefixes[prefix]?.start ?? 0);
      write(placed, { from: 0, to: from, at });
      mark(at, from, [prefix, prefix]);
    }
    const at = row * length + start;
    write(placed, { from, to: from + tailLength(sequence), at });
    mark(at, tailLength(sequence), [prefixes.length + i, prefix]);
  });
  const shape = [rows, length];
  return {
    inputs: { ...inputs, segments: hostTensor(segments, shape), contexts: hostTensor(contexts, shape) },
    used,
  };
}

function writeTargets(
  sequences: readonly TrainingSequence[],
  { rows, length, tails }: Packing,
  { minRows, tokenCount }: { readonly minRows: number; readonly tokenCount: number },
) {
  const height = Math.max(sequences.length, minRows);
  const width = lengthBucket(Math.max(...sequences.map(({ completionIds }) => completionIds.length)));
  const count = targetBucket(tokenCount, rows * length);
  const targets = new Int32Array(count);
  const targetRows = new Int32Array(count);
  const targetCells = new Int32Array(count).fill(-1);
  const predictedBy = new Int32Array(rows * length).fill(-1);
  const cellTargets = new Int32Array(height * width);
  const mask = new Float32Array(height * width);
  let target = 0;
  sequences.forEach(({ completionIds }, i) => {
    const { row, start } = tails[i] ?? { row: 0, start: 0 };
    for (const [t, id] of completionIds.entries()) {
      const hidden = row * length + start + t;
      const cell = i * width + t;
      targets[target] = id;
      targetRows[target] = hidden;
      targetCells[target] = cell;
      predictedBy[hidden] = target;
      cellTargets[cell] = target++;
    }
    mask.fill(1, i * width, i * width + completionIds.length);
  });
  return {
    targets: hostTensor(targets, [count]),
    targetRows: hostTensor(targetRows, [count]),
    targetCells: hostTensor(targetCells, [count]),
    predictedBy: hostTensor(predictedBy, [rows, length]),
    cellTargets: hostTensor(cellTargets, [height, width]),
    completionMask: hostTensor(mask, [height, width]),
  };
}

/** Padded number of targets: quarters of all places, so that it adds few shapes. */
function targetBucket(count: number, places: number): number {
  return Math.max(1, Math.ceil((4 * count) / places)) * (places / 4);
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
