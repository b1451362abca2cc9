import type { ModelConfig } from '@stepgrpo/core';
import { adaptedModules, parameterCount, weightSpecs, type Qwen2VlConfig } from '@stepgrpo/model';

/** How many numbers a model has, and how many of them learn. */
export interface ModelSizes {
  readonly parameters: number;
  /** Of the decoder layers: every token goes through them. */
  readonly layerParameters: number;
  /** Of the output head: only tokens that predict one go through it. */
  readonly headParameters: number;
  readonly visionParameters: number;
  /** Numbers that learn. */
  readonly trainable: number;
  /** Bytes of one copy of the weights in memory. */
  readonly weightBytes: number;
  /** Bytes of one copy on disk. */
  readonly diskBytes: number;
}

/** Sizes of a model as a run would hold it: float32 where weights learn, as on disk where only adapters do. */
export function modelSizes(shape: Qwen2VlConfig, { lora, path }: ModelConfig): ModelSizes {
  const parameters = parameterCount(shape);
  const visionParameters = Object.entries(weightSpecs(shape))
    .filter(([name]) => name.startsWith('visual.'))
    .reduce((total, [, { shape: dimensions }]) => total + dimensions.reduce((a, b) => a * b, 1), 0);
  const headParameters = shape.vocabSize * shape.hiddenSize;
  const embeddings = (shape.tieWordEmbeddings ? 1 : 2) * headParameters;
  const adapters =
    lora === undefined
      ? 0
      : adaptedModules(shape, lora).reduce(
          (total, { inputs, outputs }) => total + lora.rank * (inputs + outputs),
          0,
        );
  const isKept = lora !== undefined && path !== undefined && shape.dtype === 'bfloat16';
  return {
    parameters,
    visionParameters,
    layerParameters: parameters - visionParameters - embeddings,
    headParameters,
    trainable: lora === undefined ? parameters : adapters,
    weightBytes: parameters * (isKept ? 2 : 4) + 4 * adapters,
    diskBytes: parameters * (path !== undefined && shape.dtype !== 'float32' ? 2 : 4),
  };
}
