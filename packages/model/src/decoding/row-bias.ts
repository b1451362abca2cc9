import { MASKED } from '../qwen2-vl/text-decoder';

/**
 * What each row may look at in one step: its prompt, what it wrote, and itself.
 *
 * Shapes  R prompt lengths -> row-major [R, promptWidth + completionWidth + 1]: 0 where it may, a large negative number elsewhere
 */
export function rowBias({
  promptLengths,
  promptWidth,
  completionWidth,
  written,
}: {
  readonly promptLengths: readonly number[];
  readonly promptWidth: number;
  readonly completionWidth: number;
  /** Completion tokens in the cache. */
  readonly written: number;
}): Float32Array {
  const width = promptWidth + completionWidth + 1;
  const bias = new Float32Array(promptLengths.length * width).fill(MASKED);
  promptLengths.forEach((length, row) => {
    const start = row * width;
    bias.fill(0, start, start + length);
    bias.fill(0, start + promptWidth, start + promptWidth + written);
    bias[start + width - 1] = 0;
  });
  return bias;
}

/** Lets every row look at one more column. */
export function allowPosition(bias: Float32Array, rows: number, column: number): void {
  const width = bias.length / rows;
  for (let row = 0; row < rows; row++) bias[row * width + column] = 0;
}
