import { DataError } from '@stepgrpo/core';

/** Bounds of a resized image, in pixels of area, and the number both sides are multiples of. */
export interface ResizeLimits {
  readonly factor: number;
  readonly minPixels: number;
  readonly maxPixels: number;
}

/** The longest side may be at most this many times the shorter one. */
const maxAspectRatio = 200;

/**
 * The size an image is resized to: sides near the original that are multiples of `factor`, with an area in the limits.
 *
 * Equation  side' = factor * round(side / factor), ties to even; when the area h' w' exceeds max:
 *           side' = max(factor, factor * floor(side / beta / factor)), beta = sqrt(h w / max); when it is below min:
 *           side' = factor * ceil(side * beta / factor), beta = sqrt(min / (h w))
 * Source    huggingface/transformers models/qwen2_vl/image_processing_qwen2_vl.py, smart_resize
 * Throws    DataError when one side is more than 200 times the other
 */
export function smartResize(
  height: number,
  width: number,
  limits: ResizeLimits,
): [height: number, width: number] {
  const { factor, minPixels, maxPixels } = limits;
  if (Math.max(height, width) / Math.min(height, width) > maxAspectRatio) {
    throw new DataError(
      `an image of ${width} x ${height} pixels has an aspect ratio above ${maxAspectRatio}.`,
      'crop it or remove its sample.',
      'image',
    );
  }
  const rounded = [height, width].map((side) => roundHalfEven(side / factor) * factor) as [number, number];
  const area = rounded[0] * rounded[1];
  if (area > maxPixels) {
    const beta = Math.sqrt((height * width) / maxPixels);
    return [height, width].map((side) =>
      Math.max(factor, Math.floor(side / beta / factor) * factor),
    ) as never;
  }
  if (area < minPixels) {
    const beta = Math.sqrt(minPixels / (height * width));
    return [height, width].map((side) => Math.ceil((side * beta) / factor) * factor) as never;
  }
  return rounded;
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
