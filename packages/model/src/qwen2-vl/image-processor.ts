import type { EncodedImage } from '@stepgrpo/core';
import type { RgbImage } from '../image/decode';
import { resizeBicubic } from '../image/resize-bicubic';
import type { ImageProcessorConfig } from './image-processor-config';
import { smartResize } from './smart-resize';

/** Pixels to patches, as the Qwen2-VL image processor of transformers makes them (its PIL back end). */
export interface ImageProcessor {
  readonly config: ImageProcessorConfig;
  /** Patches in time, height and width for an image of this size; DataError when its sides are too unequal. */
  gridOf(height: number, width: number): readonly [t: number, h: number, w: number];
  encode(image: RgbImage): EncodedImage;
}

/** The number of image tokens that a grid of patches becomes: one per square of `mergeSize` x `mergeSize`. */
export function imageTokenCount(grid: readonly [t: number, h: number, w: number], mergeSize: number): number {
  return (grid[0] * grid[1] * grid[2]) / (mergeSize * mergeSize);
}

/**
 * The image processor of a config.
 *
 * Equation  value = (x / 255 - mean) / std
 * Shapes    data [H, W, 3] bytes -> pixels [t h w, 3 * temporalPatchSize * patchSize^2], each row in the order channel,
 *           time, row, column; rows in squares of `mergeSize` patches, squares and the patches inside them in raster order
 * Source    huggingface/transformers models/qwen2_vl/image_processing_pil_qwen2_vl.py
 */
export function createImageProcessor(config: ImageProcessorConfig): ImageProcessor {
  const { patchSize, mergeSize, minPixels, maxPixels } = config;
  const limits = { factor: patchSize * mergeSize, minPixels, maxPixels };
  const normalized = [0, 1, 2].map((channel) =>
    Float32Array.from({ length: 256 }, (_, x) => (x / 255 - config.mean[channel]!) / config.std[channel]!),
  );
  return {
    config,
    gridOf(height, width) {
      const [h, w] = smartResize(height, width, limits);
      return [1, h / patchSize, w / patchSize];
    },
    encode(image) {
      const [height, width] = smartResize(image.height, image.width, limits);
      const isKept = height === image.height && width === image.width;
      const { data } = isKept ? image : resizeBicubic(image, { width, height });
      return {
        grid: [1, height / patchSize, width / patchSize],
        pixels: toPatches({ width, height, data }, config, normalized),
      };
    },
  };
}

function toPatches(
  { width, height, data }: RgbImage,
  { patchSize, mergeSize, temporalPatchSize }: ImageProcessorConfig,
  normalized: readonly Float32Array[],
): Float32Array {
  const square = patchSize * mergeSize;
  const frame = patchSize * patchSize;
  const patches = new Float32Array(width * height * 3 * temporalPatchSize);
  let to = 0;
  for (let top = 0; top < height; top += square) {
    for (let left = 0; left < width; left += square) {
      for (let inSquare = 0; inSquare < mergeSize * mergeSize; inSquare++) {
        const y = top + Math.floor(inSquare / mergeSize) * patchSize;
        const x = left + (inSquare % mergeSize) * patchSize;
        for (let channel = 0; channel < 3; channel++) {
          const from = (y * width + x) * 3 + channel;
          writeFrame(patches, to, {
            data,
            from,
            rowStride: width * 3,
            patchSize,
            levels: normalized[channel]!,
          });
          for (let t = 1; t < temporalPatchSize; t++) patches.copyWithin(to + t * frame, to, to + frame);
          to += temporalPatchSize * frame;
        }
      }
    }
  }
  return patches;
}

/** One channel of one patch of one frame. */
function writeFrame(
  patches: Float32Array,
  start: number,
  source: { data: Uint8Array; from: number; rowStride: number; patchSize: number; levels: Float32Array },
): void {
  const { data, from, rowStride, patchSize, levels } = source;
  let to = start;
  for (let row = 0; row < patchSize; row++) {
    let at = from + row * rowStride;
    for (let column = 0; column < patchSize; column++, at += 3) patches[to++] = levels[data[at]!]!;
  }
}
