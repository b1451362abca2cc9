import type { EncodedImage } from '@stepgrpo/core';
import { hostTensor, type HostTensor } from '@stepgrpo/tensor';
import { mergeUnit, patchDim, visionHeadDim, type Qwen2VlConfig } from '../qwen2-vl/config';
import { emptyRotary, visionRotary } from '../qwen2-vl/rotary';
import { windowsOf } from '../qwen2-vl/windows';
import { bucketOf, patchBucket } from './shape-buckets';

/** The frames of a batch as the tower takes them, and where each image's tokens come out. */
export interface VisionBatch {
  readonly tensors: Readonly<Record<'pixels' | 'windows' | 'visionCos' | 'visionSin', HostTensor>>;
  /** The rows of the tower's flattened output that hold the tokens of an image, in order. */
  rowsOf(image: EncodedImage): Int32Array;
}

/**
 * Pads the frames of the given images to one shape. An image object that occurs more than once is encoded once.
 * Without images there is one frame of padding, so that the network is the same for texts.
 *
 * Shapes  frames of h * w patches -> pixels [I, P, patch numbers], I and P in buckets
 */
export function packImages(config: Qwen2VlConfig, images: Iterable<EncodedImage>): VisionBatch {
  const distinct = [...new Set(images)];
  const unit = mergeUnit(config);
  const width = patchDim(config);
  const firstFrame = new Map<EncodedImage, number>();
  let frames = 0;
  for (const image of distinct) {
    firstFrame.set(image, frames);
    frames += image.grid[0];
  }
  const count = bucketOf(frames);
  const patches = patchBucket(Math.max(unit, ...distinct.map(({ grid }) => grid[1] * grid[2])));
  const pixels = new Float32Array(count * patches * width);
  const windows = new Int32Array(count * patches).fill(-1);
  const table = emptyRotary(count * patches, visionHeadDim(config));
  const rotary = visionRotary(config);
  for (const image of distinct) {
    const [slices, h, w] = image.grid;
    const start = firstFrame.get(image) ?? 0;
    for (let slice = 0; slice < slices; slice++) {
      const at = (start + slice) * patches;
      pixels.set(image.pixels.subarray(slice * h * w * width, (slice + 1) * h * w * width), at * width);
      windows.set(windowsOf(config, h, w), at);
      rotary.write(table, at, h, w);
    }
  }
  return {
    tensors: {
      pixels: hostTensor(pixels, [count, patches, width]),
      windows: hostTensor(windows, [count, patches]),
      visionCos: hostTensor(table.cos, [count, patches, visionHeadDim(config)]),
      visionSin: hostTensor(table.sin, [count, patches, visionHeadDim(config)]),
    },
    rowsOf(image) {
      const perFrame = (image.grid[1] * image.grid[2]) / unit;
      const start = firstFrame.get(image) ?? 0;
      return Int32Array.from(
        { length: image.grid[0] * perFrame },
        (_, token) => ((start + Math.floor(token / perFrame)) * patches) / unit + (token % perFrame),
      );
    },
  };
}
