import { basename, resolve } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import type { Backend } from '@stepgrpo/tensor';
import { readConfig, readWeights } from '../checkpoint/checkpoint';
import type { TextBundle } from '../text-bundle';
import { loadTextBundle } from '../text-bundle-load';
import { createProgramCache } from './program-cache';
import { qwen2VlPolicy } from './qwen2-vl-policy';
import type { TrainablePolicy } from './trainable-policy';

/**
 * The policy of a Hugging Face checkpoint directory: its weights, tokenizer, chat template and image processor.
 *
 * Range   minPixels, maxPixels: bounds of the area of a resized image, in pixels; they win over the checkpoint's
 * Throws  CheckpointError when a file is missing, damaged or contradicts another
 */
export async function loadPolicy({
  path,
  backend,
  text,
  ...limits
}: {
  readonly path: string;
  readonly backend: Backend;
  readonly minPixels?: number;
  readonly maxPixels?: number;
  /** Takes the place of the text side in the directory. */
  readonly text?: TextBundle;
}): Promise<TrainablePolicy> {
  const config = await readConfig(path);
  const bundle = text ?? (await loadTextBundle(path, limits));
  if (bundle.vocabSize > config.vocabSize) {
    throw new CheckpointError(
      `The tokenizer of ${path} has ${bundle.vocabSize} tokens; vocab_size in its config.json is ${config.vocabSize}.`,
      'use config.json and tokenizer of the same checkpoint.',
    );
  }
  const weights = await readWeights(path, config);
  const programs = createProgramCache(backend);
  return qwen2VlPolicy({ name: basename(resolve(path)), config, text: bundle, weights, programs });
}
