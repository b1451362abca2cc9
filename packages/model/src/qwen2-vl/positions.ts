import { ShapeError } from '@stepgrpo/core';

/** A run of vision tokens and the patches behind it. */
export interface VisionSpan {
  /** Index of its first token. */
  readonly start: number;
  /** Patches in time, height and width. */
  readonly grid: readonly [t: number, h: number, w: number];
}

/** Where each token of one sequence stands, for M-RoPE. */
export interface MropePositions {
  /** Row-major [3, L]: time, height, width. */
  readonly ids: Int32Array;
  /** Position of the next token minus the number of tokens; the same on all three axes from there on. */
  readonly delta: number;
}

/**
 * Three-axis positions of the tokens of one sequence.
 *
 * Text advances all axes by one. A vision span that starts at p with merged grid (t, h, w) gets (p + frame, p + row, p + column);
 * the token after it gets p + max(h, w).
 *
 * Shapes  L tokens -> ids [3, L]
 * Source  arXiv:2409.12191 section 2.1; transformers 5.12 Qwen2VLModel.get_rope_index
 * Throws  ShapeError when spans overlap, are out of order or reach past the end
 */
export function mropePositions(
  length: number,
  spans: readonly VisionSpan[],
  spatialMergeSize: number,
): MropePositions {
  const ids = new Int32Array(3 * length);
  let token = 0;
  let next = 0;
  const place = (time: number, height: number, width: number): void => {
    ids[token] = time;
    ids[length + token] = height;
    ids[2 * length + token] = width;
    token++;
  };
  const placeTextUntil = (end: number): void => {
    while (token < end) {
      place(next, next, next);
      next++;
    }
  };
  for (const { start, grid } of spans) {
    const [frames, rows, columns] = [grid[0], grid[1] / spatialMergeSize, grid[2] / spatialMergeSize];
    if (start < token || start + frames * rows * columns > length) {
      throw new ShapeError(
        `A vision span of ${frames * rows * columns} tokens at ${start} does not fit after token ${token} of ${length}.`,
        'list spans in order, without overlap, inside the sequence.',
      );
    }
    placeTextUntil(start);
    for (let frame = 0; frame < frames; frame++) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) place(next + frame, next + row, next + column);
      }
    }
    next += Math.max(rows, columns);
  }
  placeTextUntil(length);
  return { ids, delta: next - length };
}
