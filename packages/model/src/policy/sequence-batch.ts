import { ShapeError } from '@stepgrpo/core';
import type { HostTensor } from '@stepgrpo/tensor';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import type { SequenceInputs } from '../qwen2-vl/sequence-network';
import { createBatchWriter, positioned, type SequenceRow } from './batch-writer';

/** Host tensors of a batch of sequences, one a row, padded on the right to `[rows, length]`. */
export interface SequenceBatch {
  readonly inputs: SequenceInputs<HostTensor>;
  /** Position of the token after row b, minus its number of tokens. */
  readonly deltas: Int32Array;
}

/**
 * Lays sequences out for the network, one a row.
 *
 * Shapes  n rows of at most `length` tokens -> [rows, length]
 * Throws  ShapeError when a row does not fit, or an image span contradicts its image
 */
export function layOutRows(
  config: Qwen2VlConfig,
  sequences: readonly SequenceRow[],
  { rows, length }: { readonly rows: number; readonly length: number },
): SequenceBatch {
  const deltas = new Int32Array(rows);
  const prompts = sequences.map(({ prompt }) => prompt);
  const { inputs, write } = createBatchWriter(config, { rows, length }, prompts);
  sequences.forEach((sequence, row) => {
    const tokens = sequence.prompt.tokenIds.length + sequence.continuation.length;
    if (tokens > length) {
      throw new ShapeError(
        `Row ${row} has ${tokens} tokens, the batch holds ${length}.`,
        'use a longer batch.',
      );
    }
    const placed = positioned(config, sequence);
    write(placed, { from: 0, to: tokens, at: row * length });
    deltas[row] = placed.positions.delta;
  });
  return { inputs, deltas };
}
