import { DataError, type EncodedImage, type EncodedPrompt, type ImageSpan } from '@stepgrpo/core';
import { mergeUnit, patchDim, type Qwen2VlConfig } from '../qwen2-vl/config';
import type { VisionSpan } from '../qwen2-vl/positions';
import type { CaseFolder } from './case-folder';

/** One row of a case without its padding. */
export interface CaseRow {
  /** Columns of the case that hold its real tokens. */
  readonly columns: readonly number[];
  readonly tokenIds: readonly number[];
  /** All vision spans, of images and videos. */
  readonly spans: readonly VisionSpan[];
  readonly prompt: EncodedPrompt;
  readonly completionIds: readonly number[];
}

/**
 * The rows of a case as this project lays them out: real tokens only, split where the labels begin.
 *
 * `prefix`: '' for whole sequences, 'prompt_' for the prompts that were generated from
 */
export async function readRows(
  folder: CaseFolder,
  config: Qwen2VlConfig,
  name: string,
  prefix: '' | 'prompt_' = '',
): Promise<readonly CaseRow[]> {
  const ids = await folder.read(`${name}.${prefix}input_ids`);
  const mask = await folder.read(`${name}.${prefix}attention_mask`);
  const labels =
    prefix === '' && folder.has(`${name}.labels`) ? await folder.read(`${name}.labels`) : undefined;
  const [batch = 0, length = 0] = ids.shape;
  const images = await imagesOf(folder, config, name);
  const videos = await gridsOf(folder, `${name}.video_grid_thw`);
  const rows: CaseRow[] = [];
  for (let b = 0; b < batch; b++) {
    const columns = [...Array(length).keys()].filter((t) => mask.data[b * length + t] === 1);
    const tokenIds = columns.map((t) => ids.data[b * length + t] ?? 0);
    const labelled = columns.map((t) => (labels?.data[b * length + t] ?? -100) >= 0);
    const promptLength = labels === undefined ? tokenIds.length : labelled.indexOf(true);
    if (labels !== undefined && !labelled.slice(promptLength).every(Boolean)) {
      throw new DataError(
        'the labels are not one run at the end.',
        'use another case.',
        `${folder.path}: ${name}`,
      );
    }
    const spans: VisionSpan[] = [];
    const imageSpans: ImageSpan[] = [];
    const rowImages: EncodedImage[] = [];
    for (let t = 0; t < tokenIds.length; t++) {
      const isImage = tokenIds[t] === config.tokens.image;
      if (!isImage && tokenIds[t] !== config.tokens.video) continue;
      const image = isImage ? images.shift() : undefined;
      const grid = image?.grid ?? videos.shift();
      if (grid === undefined) break;
      const span = (grid[0] * grid[1] * grid[2]) / mergeUnit(config);
      spans.push({ start: t, grid });
      if (image !== undefined) {
        imageSpans.push({ start: t, length: span });
        rowImages.push(image);
      }
      t += span - 1;
    }
    rows.push({
      columns,
      tokenIds,
      spans,
      prompt: { tokenIds: tokenIds.slice(0, promptLength), imageSpans, images: rowImages },
      completionIds: tokenIds.slice(promptLength),
    });
  }
  return rows;
}

/** Images from rows of patches and a list of grids; `pixels` may be absent in cases about positions. */
export async function imagesOf(
  folder: CaseFolder,
  config: Qwen2VlConfig,
  name: string,
  gridName = 'image_grid_thw',
): Promise<EncodedImage[]> {
  const grids = await gridsOf(folder, `${name}.${gridName}`);
  const hasPixels = folder.has(`${name}.pixel_values`);
  const pixels = hasPixels
    ? ((await folder.read(`${name}.pixel_values`)).data as Float32Array)
    : new Float32Array(0);
  let at = 0;
  return grids.map((grid) => {
    const size = grid[0] * grid[1] * grid[2] * patchDim(config);
    at += size;
    return { grid, pixels: pixels.subarray(at - size, at) };
  });
}

async function gridsOf(folder: CaseFolder, name: string): Promise<[number, number, number][]> {
  if (!folder.has(name)) return [];
  const { data, shape } = await folder.read(name);
  return Array.from({ length: shape[0] ?? 0 }, (_, i) => [
    data[3 * i] ?? 0,
    data[3 * i + 1] ?? 0,
    data[3 * i + 2] ?? 0,
  ]);
}
