import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import { scalarTensor, type HostTensor } from '@stepgrpo/tensor';
import { openSafetensors, writeSafetensors, type SafetensorsFile } from '../checkpoint/safetensors';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { loraScale, type Adapter } from './adapter';
import { isAdapterMap, loraA, loraB, loraScaleName } from './adapter-names';
import { linearModules, type LinearModule } from './lora-modules';
import { formatPeftConfig, parsePeftConfig, type PeftConfig } from './peft-config';
import { fromPeftName, peftName } from './peft-names';

const configName = 'adapter_config.json';
const weightsName = 'adapter_model.safetensors';
const maxConfigBytes = 1024 * 1024;

/** Whether a directory holds an adapter of PEFT's and no weights of its own. */
export function isAdapterDirectory(directory: string): boolean {
  const has = (name: string): boolean => existsSync(join(directory, name));
  return has(configName) && !has('model.safetensors') && !has('model.safetensors.index.json');
}

/**
 * Writes `adapter_config.json` and `adapter_model.safetensors` (float32), which PEFT loads onto `base`.
 *
 * Range  base: directory or Hub name of the weights that the adapter belongs to
 */
export async function writeAdapter(
  directory: string,
  { config, weights }: Adapter,
  { model, base }: { readonly model: Qwen2VlConfig; readonly base: string },
): Promise<void> {
  const maps = Object.entries(weights).filter(([name]) => isAdapterMap(name));
  const adapted = new Set(
    linearModules(model)
      .map(({ path }) => path)
      .filter((path) => loraA(path) in weights),
  );
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, configName), formatPeftConfig(config, { model, adapted, base }));
  const named = maps.map(([name, tensor]): [string, HostTensor] => [peftName(name), tensor]);
  await writeSafetensors(join(directory, weightsName), Object.fromEntries(named));
}

/** The config of the adapter in a directory. Throws CheckpointError when it is missing or not supported. */
export async function readPeftConfig(directory: string): Promise<PeftConfig> {
  const path = join(directory, configName);
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new CheckpointError(`There is no ${path}.`, 'point to a directory that PEFT saved.', { cause });
  });
  if (size > maxConfigBytes) {
    throw new CheckpointError(
      `${path} has ${size} bytes; at most ${maxConfigBytes} are read.`,
      'fetch it again.',
    );
  }
  return parsePeftConfig(await readFile(path, 'utf8'), path);
}

/**
 * The adapter of a directory that PEFT or this package saved.
 *
 * The tensors decide which linears are adapted; a list of targets in the config must agree with them.
 *
 * Throws  CheckpointError when a file is missing or damaged, a tensor belongs to no linear of the model or lacks its partner,
 *         its shape or rank is wrong, or the targets listed and the tensors contradict each other
 */
export async function readAdapter(directory: string, model: Qwen2VlConfig): Promise<Adapter> {
  const peft = await readPeftConfig(directory);
  const file = await openSafetensors(join(directory, weightsName));
  try {
    const modules = new Map(linearModules(model).map((module) => [module.path, module]));
    const sources = sourcesOf(file, modules);
    const found = [...modules.values()].filter(
      ({ path }) => sources.has(loraA(path)) || sources.has(loraB(path)),
    );
    for (const module of found) checkMaps(file, { module, sources, rank: peft.rank });
    checkTargets(file.path, peft, found);
    const weights: Record<string, HostTensor> = {};
    for (const { path } of found) {
      for (const name of [loraA(path), loraB(path)]) weights[name] = await file.read(sources.get(name)!);
    }
    const { rank, alpha, dropout, rslora } = peft;
    const targets = [...new Set(found.map(({ name }) => name))];
    const vision = found.some(({ part }) => part === 'vision');
    const config = { rank, alpha, dropout, rslora, targets, vision };
    weights[loraScaleName] = scalarTensor(loraScale(config));
    return { config, weights };
  } finally {
    await file.close();
  }
}

/** Names in the file by our names. */
function sourcesOf(
  file: SafetensorsFile,
  modules: ReadonlyMap<string, LinearModule>,
): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const name of file.entries.keys()) {
    const ours = fromPeftName(name);
    const path = ours === null || !isAdapterMap(ours) ? null : ours.slice(0, ours.lastIndexOf('.lora_'));
    if (ours === null || path === null || !modules.has(path)) {
      throw new CheckpointError(
        `${file.path} holds "${name}", for which the model has no linear.`,
        'use an adapter of this model, on linears of its decoder layers and vision blocks.',
      );
    }
    if (sources.has(ours)) {
      throw new CheckpointError(`${file.path} holds "${ours}" under two names.`, 'keep one of them.');
    }
    sources.set(ours, name);
  }
  if (sources.size > 0) return sources;
  throw new CheckpointError(`${file.path} holds no adapter.`, 'use a file that PEFT saved.');
}

function checkMaps(
  file: SafetensorsFile,
  parts: {
    readonly module: LinearModule;
    readonly sources: ReadonlyMap<string, string>;
    readonly rank: number;
  },
): void {
  const { module, sources, rank } = parts;
  const { path, inputs, outputs } = module;
  const expected = [
    [loraA(path), [rank, inputs]],
    [loraB(path), [outputs, rank]],
  ] as const;
  for (const [name, shape] of expected) {
    const entry = file.entries.get(sources.get(name) ?? '');
    if (entry === undefined) {
      throw new CheckpointError(
        `${file.path} has one map of "${path}" but not "${name}".`,
        'fetch the file again.',
      );
    }
    if (entry.shape.join() !== shape.join()) {
      throw new CheckpointError(
        `"${entry.name}" has the shape [${entry.shape.join(', ')}]; rank ${rank} in ${configName} and the model call for [${shape.join(', ')}].`,
        'use the two files of one adapter, and the model it was trained on.',
      );
    }
  }
}

function checkTargets(place: string, { targets }: PeftConfig, found: readonly LinearModule[]): void {
  if (targets === null) return;
  const isMeant = ({ path }: LinearModule, target: string): boolean =>
    [path, fullPath(path)].some((known) => known === target || known.endsWith(`.${target}`));
  const unused = targets.find((target) => !found.some((module) => isMeant(module, target)));
  const extra = found.find((module) => !targets.some((target) => isMeant(module, target)));
  if (unused !== undefined) {
    throw new CheckpointError(
      `${configName} lists the target "${unused}"; ${place} has no weights for it.`,
      'use the two files of one adapter.',
    );
  }
  if (extra === undefined) return;
  throw new CheckpointError(
    `${place} has weights for "${extra.path}", which no target in ${configName} means (${targets.join(', ')}).`,
    'use the two files of one adapter.',
  );
}

/** The path in the module tree of transformers 4.52 and later. */
function fullPath(path: string): string {
  return peftName(path).slice('base_model.model.'.length);
}
