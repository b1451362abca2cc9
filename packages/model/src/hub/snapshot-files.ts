import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const indexName = 'model.safetensors.index.json';

/** Whether a file of a repository belongs to a model that this package loads: no other formats of weights, no folders. */
export function isModelFile(name: string): boolean {
  if (basename(name) !== name || name.startsWith('.') || name.length > 200) return false;
  return /\.(safetensors|json|txt|jinja|model)$/.test(name) || /^(README\.md|LICENSE|NOTICE)/.test(name);
}

/**
 * The first file that a directory lacks to be loaded; null when it is complete. Adapters need their two files, checkpoints config,
 * tokenizer, processor and every shard of their weights.
 */
export async function missingFile(directory: string): Promise<string | null> {
  const has = (name: string): boolean => existsSync(join(directory, name)); // false for a link to nowhere
  if (has('adapter_config.json'))
    return has('adapter_model.safetensors') ? null : 'adapter_model.safetensors';
  const needed = [
    ['config.json'],
    ['tokenizer.json', 'vocab.json'],
    ['preprocessor_config.json', 'processor_config.json'],
    ['model.safetensors', indexName],
  ];
  const missing = needed.find((names) => !names.some(has));
  if (missing !== undefined) return missing[0] ?? null;
  if (has('model.safetensors')) return null;
  const shards = await shardsOf(join(directory, indexName));
  return shards === null ? indexName : (shards.find((name) => !has(name)) ?? null);
}

/** The shards that an index names; null when it cannot be read, and is as good as absent. */
async function shardsOf(index: string): Promise<readonly string[] | null> {
  try {
    const { weight_map: map } = JSON.parse(await readFile(index, 'utf8')) as { weight_map?: unknown };
    const shards = Object.values(map as Record<string, unknown>).filter((name) => typeof name === 'string');
    return [...new Set(shards)];
  } catch {
    return null;
  }
}
