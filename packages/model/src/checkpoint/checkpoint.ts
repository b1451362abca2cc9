import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import type { HostTensor } from '@stepgrpo/tensor';
import { z } from 'zod';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { parseConfig } from '../qwen2-vl/parse-config';
import { weightSpecs } from '../qwen2-vl/weight-specs';
import { openSafetensors, type ReadOptions, type SafetensorsFile } from './safetensors';
import { publishedName } from './weight-names';

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

/**
 * The config of a checkpoint directory.
 *
 * Throws  CheckpointError when the directory or its config.json is missing or wrong
 */
export async function readConfig(directory: string): Promise<Qwen2VlConfig> {
  const path = join(directory, 'config.json');
  return parseConfig(await readText(path), path);
}

/**
 * All weights of a checkpoint directory under their published names; one file or several with an index. They are float32, or
 * with `keepBfloat16` matrices that are bfloat16 in their file stay so: half the memory, for weights that do not learn.
 *
 * Throws  CheckpointError when a file is missing or damaged, or the weights contradict the config
 */
export async function readWeights(
  directory: string,
  config: Qwen2VlConfig,
  { keepBfloat16 = false }: ReadOptions = {},
): Promise<Readonly<Record<string, HostTensor>>> {
  const files = await openWeightFiles(directory);
  try {
    const sources = new Map<string, { readonly file: SafetensorsFile; readonly name: string }>();
    for (const file of files) {
      for (const name of file.entries.keys()) {
        const published = publishedName(name);
        const other = sources.get(published);
        if (other !== undefined) {
          throw new CheckpointError(
            `"${published}" is in ${other.file.path} as "${other.name}" and in ${file.path} as "${name}".`,
            'keep one of them.',
          );
        }
        sources.set(published, { file, name });
      }
    }
    if (config.tieWordEmbeddings) sources.delete('lm_head.weight');
    checkAgainstConfig(directory, config, sources);
    const weights: Record<string, HostTensor> = {};
    for (const published of Object.keys(weightSpecs(config))) {
      const { file, name } = sources.get(published)!;
      const isMatrix = (file.entries.get(name)?.shape.length ?? 0) >= 2;
      weights[published] = await file.read(name, { keepBfloat16: keepBfloat16 && isMatrix });
    }
    return weights;
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

async function openWeightFiles(directory: string): Promise<readonly SafetensorsFile[]> {
  const single = join(directory, 'model.safetensors');
  const index = join(directory, 'model.safetensors.index.json');
  if (existsSync(single)) return [await openSafetensors(single)];
  if (!existsSync(index)) {
    throw new CheckpointError(
      `${directory} has neither model.safetensors nor model.safetensors.index.json.`,
      'point to a directory with the weights of a checkpoint.',
    );
  }
  const parsed = indexSchema.safeParse(parseJson(await readText(index), index));
  if (!parsed.success) throw new CheckpointError(`${index} has no "weight_map".`, 'fetch the file again.');
  const shards = [...new Set(Object.values(parsed.data.weight_map))].sort();
  const files: SafetensorsFile[] = [];
  try {
    for (const shard of shards) {
      if (basename(shard) !== shard) {
        throw new CheckpointError(
          `${index} names the shard "${shard}" outside its directory.`,
          'correct the index.',
        );
      }
      if (!existsSync(join(directory, shard))) {
        throw new CheckpointError(`${index} names the shard ${shard}, which is missing.`, 'fetch the shard.');
      }
      files.push(await openSafetensors(join(directory, shard)));
    }
    const byShard = new Map(files.map((file) => [basename(file.path), file]));
    for (const [name, shard] of Object.entries(parsed.data.weight_map)) {
      if (byShard.get(shard)?.entries.has(name) !== true) {
        throw new CheckpointError(
          `${shard} lacks "${name}", which ${index} places there.`,
          'fetch the shard again.',
        );
      }
    }
    return files;
  } catch (error) {
    await Promise.all(files.map((file) => file.close()));
    throw error;
  }
}

function checkAgainstConfig(
  directory: string,
  config: Qwen2VlConfig,
  sources: ReadonlyMap<string, { readonly file: SafetensorsFile; readonly name: string }>,
): void {
  const specs = weightSpecs(config);
  for (const [published, { shape }] of Object.entries(specs)) {
    const source = sources.get(published);
    const found = source?.file.entries.get(source.name);
    if (found === undefined) {
      throw new CheckpointError(
        `The config of ${directory} calls for "${published}" of shape [${shape.join(', ')}]; no weight file has it.`,
        'use config.json and weights of the same checkpoint.',
      );
    }
    if (found.shape.join() !== shape.join()) {
      throw new CheckpointError(
        `"${published}" has the shape [${found.shape.join(', ')}] in ${source?.file.path}; config.json calls for [${shape.join(', ')}].`,
        'use config.json and weights of the same checkpoint.',
      );
    }
  }
  const unknown = [...sources.keys()].find((name) => !Object.hasOwn(specs, name));
  if (unknown !== undefined) {
    throw new CheckpointError(
      `${sources.get(unknown)?.file.path} holds "${unknown}", for which config.json has no place.`,
      'use config.json and weights of the same checkpoint.',
    );
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new CheckpointError(`${path} cannot be read.`, 'point to the directory of a checkpoint.', {
      cause,
    });
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError(`${path} is not JSON.`, 'fetch the file again.', { cause });
  }
}
