import { headDim, type Qwen2VlConfig } from './config';

/**
 * Bytes that the backward pass of one decoder layer keeps from the forward pass, for B sequences of length L.
 *
 * Equation  4 B L (9 D + 4 K + 5 I + 2 heads L), K the width of keys; norms, projections and their rotated forms, the gated
 *           MLP, scores and shares
 */
export function keptLayerBytes(config: Qwen2VlConfig, batch: number, length: number): number {
  const keyWidth = config.numKvHeads * headDim(config);
  const perToken =
    9 * config.hiddenSize + 4 * keyWidth + 5 * config.intermediateSize + 2 * config.numHeads * length;
  return 4 * batch * length * perToken;
}

/**
 * Above this many bytes for all layers together, each layer is computed again in the backward pass. Below, time is dearer than
 * memory: at 1 GB a step that computes again takes 1.4 times as long (docs/performance.md).
 */
export const KEPT_AT_MOST = 2 ** 31;

/** Whether the layers are computed again in the backward pass: a third more work, and the memory of one layer instead of all. */
export function recomputesLayers(config: Qwen2VlConfig, batch: number, length: number): boolean {
  return config.numLayers * keptLayerBytes(config, batch, length) > KEPT_AT_MOST;
}
