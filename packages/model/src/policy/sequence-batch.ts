import type { EncodedPrompt } from '@stepgrpo/core';
import { ShapeError } from '@stepgrpo/core';
import { hostTensor, type HostTensor } from '@stepgrpo/tensor';
import { headDim, mergeUnit, type Qwen2VlConfig } from '../qwen2-vl/config';
import { mropePositions } from '../qwen2-vl/positions';
import { emptyRotary, textRotary } from '../qwen2-vl/rotary';
import type { SequenceInputs } from '../qwen2-vl/sequence-network';
import { packImages } from './vision-batch';

/** One row: the tokens of a prompt and those after it. */
export interface SequenceRow {
  readonly prompt: EncodedPrompt;
  readonly continuation: ArrayLike<number>;
}

/** Host tensors of a batch of sequences, padded on the right to `[rows, length]`. */
export interface SequenceBatch {
  readonly inputs: SequenceInputs<HostTensor>;
  /** Position of the token after row b, minus its number of tokens. */
  readonly deltas: Int32Array;
}

/**
 * Lays sequences out for the network.
 *
 * Shapes  n rows of at most `length` tokens -> [rows, length]
 * Throws  ShapeError when a row does not fit, or an image span contradicts its image
 */
export function packSequences(
  config: Qwen2VlConfig,
  sequences: readonly SequenceRow[],
  { rows, length }: { readonly rows: number; readonly length: number },
): SequenceBatch {
  const width = headDim(config);
  const tokenIds = new Int32Array(rows * length);
  const imageRows = new Int32Array(rows * length).fill(-1);
  const deltas = new Int32Array(rows);
  const table = emptyRotary(rows * length, width);
  const rotary = textRotary(config);
  const vision = packImages(
    config,
    sequences.flatMap(({ prompt }) => prompt.images),
  );
  sequences.forEach(({ prompt, continuation }, row) => {
    const tokens = prompt.tokenIds.length + continuation.length;
    if (tokens > length) {
      throw new ShapeError(
        `Row ${row} has ${tokens} tokens, the batch holds ${length}.`,
        'use a longer batch.',
      );
    }
    tokenIds.set(prompt.tokenIds, row * length);
    tokenIds.set(continuation, row * length + prompt.tokenIds.length);
    const spans = visionSpans(config, prompt);
    const { ids, delta } = mropePositions(tokens, spans, config.vision.spatialMergeSize);
    rotary.write(table, row * length, ids, tokens);
    deltas[row] = delta;
    prompt.images.forEach((image, i) =>
      imageRows.set(vision.rowsOf(image), row * length + (spans[i]?.start ?? 0)),
    );
  });
  return {
    inputs: {
      tokenIds: hostTensor(tokenIds, [rows, length]),
      imageRows: hostTensor(imageRows, [rows, length]),
      cos: hostTensor(table.cos, [rows, length, width]),
      sin: hostTensor(table.sin, [rows, length, width]),
      ...vision.tensors,
    },
    deltas,
  };
}

/**
 * The image spans of a prompt with their grids.
 *
 * Throws  ShapeError when their number or a length is not that of the images
 */
export function visionSpans(
  config: Qwen2VlConfig,
  { images, imageSpans }: EncodedPrompt,
): { readonly start: number; readonly grid: readonly [number, number, number] }[] {
  if (images.length !== imageSpans.length) {
    throw new ShapeError(
      `A prompt has ${images.length} image(s) and ${imageSpans.length} image span(s).`,
      'encode prompts with the image processor of the checkpoint.',
    );
  }
  return imageSpans.map(({ start, length }, i) => {
    const grid = images[i]?.grid ?? [0, 0, 0];
    const expected = (grid[0] * grid[1] * grid[2]) / mergeUnit(config);
    if (length !== expected) {
      throw new ShapeError(
        `Image span ${i} has ${length} tokens, its image of ${grid.join(' x ')} patches makes ${expected}.`,
        'encode prompts with the image processor of the checkpoint.',
      );
    }
    return { start, grid };
  });
}
