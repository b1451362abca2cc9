import { windowSide, type Qwen2VlConfig } from './config';

/**
 * The attention window of each patch of a frame, in the order of `pixel_values` rows.
 *
 * Windows tile the grid of merged patches from the top left; those at the right and bottom edge may be smaller. A tower without
 * windows has one. transformers reorders the patches window by window; attention does not depend on order, so a number for each
 * patch says as much.
 *
 * Shapes  grid of h * w patches -> [h * w] window numbers in raster order of windows
 * Source  arXiv:2502.13923 section 2.1.1; transformers 5.12 Qwen2_5_VisionTransformerPretrainedModel.get_window_index
 */
export function windowsOf(config: Qwen2VlConfig, h: number, w: number): Int32Array {
  const { spatialMergeSize, windows } = config.vision;
  if (windows === null) return new Int32Array(h * w);
  const side = windowSide(config, windows);
  const columns = w / spatialMergeSize;
  const across = Math.ceil(columns / side);
  const unit = spatialMergeSize * spatialMergeSize;
  return Int32Array.from({ length: h * w }, (_, patch) => {
    const block = Math.floor(patch / unit);
    const row = Math.floor(block / columns);
    return Math.floor(row / side) * across + Math.floor((block % columns) / side);
  });
}

/**
 * The order in which transformers feeds the merged patches of a frame: window by window.
 *
 * Shapes  grid of h * w patches -> [h * w / merged patches] indices in raster order
 */
export function windowOrder(config: Qwen2VlConfig, h: number, w: number): number[] {
  const unit = config.vision.spatialMergeSize ** 2;
  const windows = windowsOf(config, h, w).filter((_, patch) => patch % unit === 0);
  return [...windows.keys()].sort((a, b) => (windows[a] ?? 0) - (windows[b] ?? 0) || a - b);
}
