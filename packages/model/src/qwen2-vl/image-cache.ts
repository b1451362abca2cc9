import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { EncodedImage, ImageSource } from '@stepgrpo/core';
import { decodeImage } from '../image/decode';
import type { ImageProcessor } from './image-processor';

/** Memory for encoded images that are likely to be asked for again. */
const defaultBudgetBytes = 64 * 1024 * 1024;

/**
 * Decodes and encodes images, and keeps the latest results within a budget of bytes.
 *
 * An image is known by its content, or by path, size and time of change when it is a file. Pixels that need no resizing
 * are encoded anew: that costs no more than recognising them.
 */
export function cachingImageEncoder(
  processor: ImageProcessor,
  budgetBytes: number = defaultBudgetBytes,
): (source: ImageSource) => Promise<EncodedImage> {
  const kept = new Map<string, EncodedImage>();
  let keptBytes = 0;

  function keep(key: string, image: EncodedImage): void {
    if (image.pixels.byteLength > budgetBytes || kept.has(key)) return;
    kept.set(key, image);
    keptBytes += image.pixels.byteLength;
    for (const [oldest, { pixels }] of kept) {
      if (keptBytes <= budgetBytes) break;
      kept.delete(oldest);
      keptBytes -= pixels.byteLength;
    }
  }

  return async (source) => {
    const key = await keyOf(source, processor);
    const known = key === null ? undefined : kept.get(key);
    if (key !== null && known) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const image = processor.encode(await decodeImage(source));
    if (key !== null) keep(key, image);
    return image;
  };
}

async function keyOf(source: ImageSource, processor: ImageProcessor): Promise<string | null> {
  if (source.kind === 'file') {
    const info = await stat(source.path).catch(() => null);
    return info && `${source.path}|${info.size}|${info.mtimeMs}`;
  }
  const { width, height, data } = source;
  const [, h, w] = processor.gridOf(height, width);
  const { patchSize } = processor.config;
  if (h * patchSize === height && w * patchSize === width) return null;
  return `${width}x${height}|${createHash('sha256').update(data).digest('base64')}`;
}
