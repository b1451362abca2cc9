import { basename, resolve } from 'node:path';
import type { Backend } from '@stepgrpo/tensor';
import { readConfig, readWeights } from '../checkpoint/checkpoint';
import type { TextBundle } from '../text-bundle';
import { createProgramCache } from './program-cache';
import { qwen2VlPolicy } from './qwen2-vl-policy';
import type { TrainablePolicy } from './trainable-policy';

/**
 * The policy of a Hugging Face checkpoint directory.
 *
 * Throws  CheckpointError when a file is missing, damaged or contradicts another
 */
export async function loadPolicy({
  path,
  backend,
  text,
}: {
  readonly path: string;
  readonly backend: Backend;
  readonly text: TextBundle;
}): Promise<TrainablePolicy> {
  const config = await readConfig(path);
  const weights = await readWeights(path, config);
  return qwen2VlPolicy({
    name: basename(resolve(path)),
    config,
    text,
    weights,
    programs: createProgramCache(backend),
  });
}
