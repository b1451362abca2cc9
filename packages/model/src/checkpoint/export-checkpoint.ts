import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import { mergeAdapter, mergedWeight } from '../lora/merge-adapter';
import type { HostWeights } from '../policy/trainable-policy';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import type { TextBundle } from '../text-bundle';
import { rewriteSafetensors } from './rewrite-safetensors';
import { saveCheckpoint } from './save-checkpoint';
import { publishedName } from './weight-names';

/** What is exported; adapters are merged. */
export interface ExportParts {
  readonly config: Qwen2VlConfig;
  readonly weights: HostWeights;
  readonly text: TextBundle;
}

const singleName = 'model.safetensors';
const indexName = 'model.safetensors.index.json';

/** Files that say something about one directory, not about the model. */
const leftOut: ReadonlySet<string> = new Set([
  'trainer.json',
  'manifest.json',
  'adapter_config.json',
  'trainer_state.json',
]);
const largestCopied = 64 * 1024 * 1024;

/**
 * Writes a checkpoint directory in the form of the one the policy came from: the same files, weight names, shards and element
 * types, so that whatever loads that one loads this one. The model card is not copied. Without a source, a directory of
 * float32 weights in one file.
 *
 * Throws  CheckpointError when the source has gone, is not the checkpoint of this policy, or is the directory itself
 */
export async function exportCheckpoint(
  directory: string,
  parts: ExportParts,
  { source }: { readonly source: string | null },
): Promise<void> {
  if (source === null) {
    const { weights } = mergeAdapter(parts.weights);
    return saveCheckpoint(directory, { ...parts, weights });
  }
  await mkdir(directory, { recursive: true });
  if ((await realpath(directory)) === (await realpath(source)))
    throw new CheckpointError(
      `${directory} is the checkpoint that the export is made from.`,
      'export to another directory.',
    );
  for (const name of await sideFiles(source)) await copyFile(join(source, name), join(directory, name));
  await parts.text.save(directory);
  const { tieWordEmbeddings } = parts.config;
  for (const shard of await weightFiles(source)) {
    await rewriteSafetensors(join(source, shard), join(directory, shard), (name) => {
      const published = publishedName(name);
      const isTied = tieWordEmbeddings && published === 'lm_head.weight';
      const own = isTied ? 'model.embed_tokens.weight' : published;
      if (Object.hasOwn(parts.weights, own)) return mergedWeight(parts.weights, own);
      throw new CheckpointError(
        `${join(source, shard)} holds "${name}", which the policy does not have.`,
        'export with the checkpoint that the policy was loaded from.',
      );
    });
  }
}

/** Config, generation settings, tokenizer, processor, licence: small files of the top level. */
async function sideFiles(source: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const name of (await readdir(source)).sort()) {
    const isWanted = /\.(json|txt|jinja|model)$/.test(name) || /^(LICENSE|NOTICE)/i.test(name);
    if (!isWanted || leftOut.has(name)) continue;
    const info = await stat(join(source, name));
    if (info.isFile() && info.size <= largestCopied) names.push(name);
  }
  return names;
}

async function weightFiles(source: string): Promise<readonly string[]> {
  if (existsSync(join(source, singleName))) return [singleName];
  const text = await readFile(join(source, indexName), 'utf8').catch((cause: unknown) => {
    throw new CheckpointError(
      `${source}, where the policy came from, has no weights any more.`,
      'restore the directory.',
      { cause },
    );
  });
  const { weight_map: map } = JSON.parse(text) as { weight_map: Record<string, string> }; // checked when it was loaded
  return [...new Set(Object.values(map))].map((name) => basename(name)).sort();
}
