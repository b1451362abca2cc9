import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import type { Backend } from '@stepgrpo/tensor';
import { readConfig, readWeights } from '../checkpoint/checkpoint';
import { isAdapterDirectory, readAdapter, readPeftConfig } from '../lora/adapter-files';
import type { TextBundle } from '../text-bundle';
import { loadTextBundle } from '../text-bundle-load';
import { createProgramCache } from './program-cache';
import { qwen2VlPolicy } from './qwen2-vl-policy';
import type { TrainablePolicy } from './trainable-policy';

/**
 * The policy of a Hugging Face checkpoint directory: its weights, tokenizer, chat template and image processor. A directory
 * with a PEFT adapter alone gives the policy of its base with that adapter.
 *
 * Range   minPixels, maxPixels: bounds of the area of a resized image, in pixels; they win over the checkpoint's
 * Throws  CheckpointError when a file is missing, damaged or contradicts another
 */
export async function loadPolicy({
  path,
  backend,
  text,
  resolveBase = baseBeside,
  keepBfloat16 = false,
  ...limits
}: {
  readonly path: string;
  readonly backend: Backend;
  readonly minPixels?: number;
  readonly maxPixels?: number;
  /** Takes the place of the text side in the directory. */
  readonly text?: TextBundle;
  /** Keeps matrices that are bfloat16 on disk so in memory, half the size; such weights cannot learn, adapters can. */
  readonly keepBfloat16?: boolean;
  /** Finds the directory of an adapter's base; by default a path relative to the adapter or to the working directory. */
  readonly resolveBase?: (base: string, adapter: string) => Promise<string>;
}): Promise<TrainablePolicy> {
  if (isAdapterDirectory(path))
    return loadAdapted({ path, backend, text, resolveBase, keepBfloat16, ...limits });
  const config = await readConfig(path);
  const bundle = text ?? (await loadTextBundle(path, limits));
  if (bundle.vocabSize > config.vocabSize) {
    throw new CheckpointError(
      `The tokenizer of ${path} has ${bundle.vocabSize} tokens; vocab_size in its config.json is ${config.vocabSize}.`,
      'use config.json and tokenizer of the same checkpoint.',
    );
  }
  const weights = await readWeights(path, config, { keepBfloat16 });
  const programs = createProgramCache(backend);
  return qwen2VlPolicy({ name: basename(resolve(path)), config, text: bundle, weights, programs });
}

interface AdaptedRequest {
  readonly path: string;
  readonly backend: Backend;
  readonly minPixels?: number;
  readonly maxPixels?: number;
  readonly text: TextBundle | undefined;
  readonly keepBfloat16: boolean;
  readonly resolveBase: (base: string, adapter: string) => Promise<string>;
}

async function loadAdapted({ path, resolveBase, text, ...rest }: AdaptedRequest): Promise<TrainablePolicy> {
  const { base } = await readPeftConfig(path);
  if (base === null) {
    throw new CheckpointError(
      `${path} is an adapter, and its adapter_config.json does not name the weights it belongs to.`,
      'write their directory or Hub name into base_model_name_or_path.',
    );
  }
  const { backend: _backend, keepBfloat16: _keep, ...limits } = rest;
  const own = existsSync(join(path, 'tokenizer_config.json'))
    ? await loadTextBundle(path, limits)
    : undefined;
  const side = text ?? own;
  const directory = await resolveBase(base, path);
  if (isAdapterDirectory(directory)) {
    throw new CheckpointError(
      `The base of the adapter ${path} is ${directory}, an adapter as well.`,
      'merge that one first, and name the merged checkpoint as base.',
    );
  }
  const plain = await loadPolicy({ ...rest, path: directory, ...(side === undefined ? {} : { text: side }) });
  try {
    return plain.withAdapter(await readAdapter(path, plain.config));
  } finally {
    await plain.dispose();
  }
}

async function baseBeside(base: string, adapter: string): Promise<string> {
  const found = [resolve(adapter, base), resolve(base)].find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new CheckpointError(
    `The base "${base}" of the adapter ${adapter} is no directory here.`,
    'write the directory of its weights into base_model_name_or_path of adapter_config.json.',
  );
}
