import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import { z } from 'zod';
import type { BundleFiles } from '../text-bundle-files';
import { jsonOf } from '../text-bundle-files';

/** Sizes and constants of the Qwen2-VL image processor. */
export interface ImageProcessorConfig {
  /** Bounds of the area of a resized image, in pixels. */
  readonly minPixels: number;
  readonly maxPixels: number;
  /** Side of a patch, in pixels. */
  readonly patchSize: number;
  /** Patches per side of the square that becomes one token. */
  readonly mergeSize: number;
  /** Frames in a patch; a still image repeats its only one. */
  readonly temporalPatchSize: number;
  /** Per channel, on values in [0, 1]. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/** Limits that replace those of the file. */
export interface PixelLimits {
  readonly minPixels?: number | undefined;
  readonly maxPixels?: number | undefined;
}

/**
 * Mean and standard deviation of each channel of CLIP's images, in [0, 1], with which Qwen2-VL normalises.
 *
 * Source  openai/CLIP clip/clip.py
 */
export const clipMean: [number, number, number] = [0.48145466, 0.4578275, 0.40821073];
export const clipStd: [number, number, number] = [0.26862954, 0.26130258, 0.27577711];

const channels = z.tuple([z.number(), z.number(), z.number()]);
const pixels = z.number().int().positive();
const side = z.number().int().positive().max(1024);
const mustBe = <T extends boolean | number>(value: T) => z.literal(value).default(value as never);

/** Defaults are those of the class Qwen2VLImageProcessor. */
const fileSchema = z.looseObject({
  min_pixels: pixels.nullish(),
  max_pixels: pixels.nullish(),
  size: z.looseObject({ shortest_edge: pixels.nullish(), longest_edge: pixels.nullish() }).nullish(),
  patch_size: side.default(14),
  merge_size: side.default(2),
  temporal_patch_size: side.default(2),
  image_mean: channels.default(clipMean),
  image_std: channels.refine((std) => std.every((value) => value > 0)).default(clipStd),
  do_resize: mustBe(true),
  do_rescale: mustBe(true),
  do_normalize: mustBe(true),
  do_convert_rgb: mustBe(true),
  resample: mustBe(3),
  rescale_factor: z
    .number()
    .refine((factor) => Math.abs(factor * 255 - 1) < 1e-9)
    .default(1 / 255),
});

const classMinPixels = 56 * 56;
const classMaxPixels = 28 * 28 * 1280;

/**
 * Reads `preprocessor_config.json` (`min_pixels`, or `size.shortest_edge` as transformers 5 writes it), else the
 * `image_processor` part of `processor_config.json`. `limits` win over the file.
 *
 * Throws  CheckpointError when there is neither file, or one of another kind of processor
 */
export function readImageProcessorConfig(
  files: BundleFiles,
  place: string,
  limits: PixelLimits = {},
): ImageProcessorConfig {
  const found = imageProcessorJson(files, place);
  if (found === null) {
    throw new CheckpointError(
      `${place} has no image processor: neither preprocessor_config.json nor processor_config.json.`,
      'name a directory that holds the processor files of a Qwen2-VL checkpoint.',
    );
  }
  const filePlace = join(place, found.name);
  const parsed = fileSchema.safeParse(found.json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new CheckpointError(
      `${filePlace}: ${issue?.path.join('.')}: ${issue?.message}.`,
      'use the processor files of a Qwen2-VL or Qwen2.5-VL checkpoint.',
    );
  }
  const file = parsed.data;
  const minPixels = limits.minPixels ?? file.min_pixels ?? file.size?.shortest_edge ?? classMinPixels;
  const maxPixels = limits.maxPixels ?? file.max_pixels ?? file.size?.longest_edge ?? classMaxPixels;
  if (minPixels > maxPixels) {
    throw new CheckpointError(
      `${filePlace}: the fewest pixels, ${minPixels}, exceed the most, ${maxPixels}.`,
      'lower minPixels or raise maxPixels.',
    );
  }
  return {
    minPixels,
    maxPixels,
    patchSize: file.patch_size,
    mergeSize: file.merge_size,
    temporalPatchSize: file.temporal_patch_size,
    mean: file.image_mean,
    std: file.image_std,
  };
}

/** The same files with the limits written in, in the layout they have. */
export function withPixelLimits(files: BundleFiles, place: string, limits: PixelLimits): BundleFiles {
  const found = imageProcessorJson(files, place);
  const { minPixels, maxPixels } = limits;
  if (found === null || (minPixels === undefined && maxPixels === undefined)) return files;
  const config = found.json as Record<string, unknown>;
  const set = (target: Record<string, unknown>, key: string, value: number | undefined): void => {
    if (value !== undefined) target[key] = value;
  };
  if (config.size !== undefined && config.size !== null) {
    set(config.size as Record<string, unknown>, 'shortest_edge', minPixels);
    set(config.size as Record<string, unknown>, 'longest_edge', maxPixels);
  }
  if (config.size === undefined || typeof config.min_pixels === 'number')
    set(config, 'min_pixels', minPixels);
  if (config.size === undefined || typeof config.max_pixels === 'number')
    set(config, 'max_pixels', maxPixels);
  return new Map(files).set(found.name, `${JSON.stringify(found.root, null, 2)}\n`);
}

function imageProcessorJson(files: BundleFiles, place: string) {
  for (const name of ['preprocessor_config.json', 'processor_config.json'] as const) {
    const root = jsonOf(files, name, place);
    if (typeof root !== 'object' || root === null) continue;
    if (name === 'preprocessor_config.json') return { name, root, json: root };
    if ('image_processor' in root) return { name, root, json: root.image_processor };
  }
  return null;
}
