import type { ImageSource } from '@stepgrpo/core';
import { digitSize } from './mnist';
import type { MnistImages } from './mnist';

/**
 * Handwritten digits side by side, left to right, each in its own cell; white strokes on black as in MNIST.
 *
 * Shapes  indices [n] -> RGB bytes [28, n * 28, 3]
 */
export function drawDigits(
  images: Pick<MnistImages, 'pixels'>,
  indices: readonly number[],
): Extract<ImageSource, { kind: 'pixels' }> {
  const width = indices.length * digitSize;
  const data = new Uint8Array(width * digitSize * 3);
  indices.forEach((index, cell) => {
    for (let y = 0; y < digitSize; y++) {
      for (let x = 0; x < digitSize; x++) {
        const at = 3 * (y * width + cell * digitSize + x);
        data[at] = data[at + 1] = data[at + 2] = images.pixels[(index * digitSize + y) * digitSize + x]!;
      }
    }
  });
  return { kind: 'pixels', width, height: digitSize, data };
}
