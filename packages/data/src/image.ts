import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DataError } from '@stepgrpo/core';
import type { ImageSource } from '@stepgrpo/core';
import sharp from 'sharp';

/** RGB pixels in memory: row-major [height, width, 3], 0 to 255. */
export type PixelImage = Extract<ImageSource, { kind: 'pixels' }>;

/**
 * The pixels of an image, for viewing: transparent parts become white, the orientation tag of a camera is ignored.
 *
 * Throws  DataError when the file is missing or is not an image that sharp reads
 */
export async function decodeImage(image: ImageSource): Promise<PixelImage> {
  if (image.kind === 'pixels') return image;
  try {
    const { data, info } = await sharp(image.path)
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return { kind: 'pixels', width: info.width, height: info.height, data: bytes };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const fix = 'check that the file exists and is a PNG, JPEG, WebP, GIF or TIFF image.';
    throw new DataError(`the image cannot be read (${reason}).`, fix, image.path, { cause });
  }
}

/**
 * Writes an image as PNG, lossless; makes the directory where there is none.
 *
 * Range   `scale` a whole number from 1: each pixel becomes a square of that side
 * Throws  DataError when the image cannot be read or its bytes do not fit its size
 */
export async function savePng(
  image: ImageSource,
  path: string,
  { scale = 1 }: { scale?: number } = {},
): Promise<void> {
  const { width, height, data } = await decodeImage(image);
  if (data.length !== width * height * 3) {
    const what = `the image has ${data.length} bytes, ${width} x ${height} RGB pixels need ${width * height * 3}.`;
    throw new DataError(what, 'give RGB bytes, row by row.', path);
  }
  await mkdir(dirname(path), { recursive: true });
  await sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: width * scale, height: height * scale, kernel: 'nearest' })
    .png()
    .toFile(path);
}
