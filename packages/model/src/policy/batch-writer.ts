import type { EncodedPrompt } from '@stepgrpo/core';
import { ShapeError } from '@stepgrpo/core';
import { hostTensor, type HostTensor } from '@stepgrpo/tensor';
import { headDim, mergeUnit, type Qwen2VlConfig } from '../qwen2-vl/config';
import { mropePositions, type MropePositions } from '../qwen2-vl/positions';
import { emptyRotary, textRotary } from '../qwen2-vl/rotary';
import type { SequenceInputs } from '../qwen2-vl/sequence-network';
import { packImages } from './vision-batch';

/** The tokens of a prompt and those after it. */
export interface SequenceRow {
  readonly prompt: EncodedPrompt;
  readonly continuation: ArrayLike<number>;
}

/** A sequence whose tokens know where they stand. */
export interface PositionedSequence extends SequenceRow {
  readonly positions: MropePositions;
}

/** A batch of [rows, length] places, filled run by run. Places nobody writes to hold token 0. */
export interface BatchWriter {
  readonly inputs: SequenceInputs<HostTensor>;
  /** Writes tokens `from` to `to` of a sequence, `to` left out, to the places from `at` on. */
  write(
    sequence: PositionedSequence,
    range: { readonly from: number; readonly to: number; readonly at: number },
  ): void;
}

/**
 * The M-RoPE positions of a sequence.
 *
 * Throws  ShapeError when an image span contradicts its image
 */
export function positioned(config: Qwen2VlConfig, { prompt, continuation }: SequenceRow): PositionedSequence {
  const tokens = prompt.tokenIds.length + continuation.length;
  const positions = mropePositions(tokens, visionSpans(config, prompt), config.vision.spatialMergeSize);
  return { prompt, continuation, positions };
}

/** An empty batch for sequences that begin with these prompts. */
export function createBatchWriter(
  config: Qwen2VlConfig,
  { rows, length }: { readonly rows: number; readonly length: number },
  prompts: readonly EncodedPrompt[],
): BatchWriter {
  const width = headDim(config);
  const tokenIds = new Int32Array(rows * length);
  const imageRows = new Int32Array(rows * length).fill(-1);
  const table = emptyRotary(rows * length, width);
  const rotary = textRotary(config);
  const vision = packImages(
    config,
    prompts.flatMap(({ images }) => images),
  );
  return {
    inputs: {
      tokenIds: hostTensor(tokenIds, [rows, length]),
      imageRows: hostTensor(imageRows, [rows, length]),
      cos: hostTensor(table.cos, [rows, length, width]),
      sin: hostTensor(table.sin, [rows, length, width]),
      ...vision.tensors,
    },
    write({ prompt, continuation, positions: { ids } }, { from, to, at }) {
      const promptTokens = prompt.tokenIds.length;
      for (let token = from; token < to; token++) {
        const id = token < promptTokens ? prompt.tokenIds[token] : continuation[token - promptTokens];
        tokenIds[at + token - from] = id ?? 0;
      }
      const total = ids.length / 3;
      const own = new Int32Array(3 * (to - from));
      for (let axis = 0; axis < 3; axis++)
        own.set(ids.subarray(axis * total + from, axis * total + to), axis * (to - from));
      rotary.write(table, at, own, to - from);
      prompt.images.forEach((image, i) => {
        const start = prompt.imageSpans[i]?.start ?? 0;
        vision.rowsOf(image).forEach((row, offset) => {
          const token = start + offset;
          if (token >= from && token < to) imageRows[at + token - from] = row;
        });
      });
    },
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
