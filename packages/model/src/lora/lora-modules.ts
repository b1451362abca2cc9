import { ConfigError, type LoraConfig } from '@stepgrpo/core';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { weightSpecs } from '../qwen2-vl/weight-specs';

/** A linear layer that can have an adapter. */
export interface LinearModule {
  /** Its published path, `model.layers.0.self_attn.q_proj`. */
  readonly path: string;
  /** Its own name in that path, as PEFT lists it: `q_proj`. */
  readonly name: string;
  readonly part: 'text' | 'vision';
  /** Width of its input and its output. */
  readonly inputs: number;
  readonly outputs: number;
}

/**
 * The linears inside the decoder layers and the vision blocks, in the order of the network. Embeddings, the head, the
 * patch embedding and the merger have no adapters.
 */
export function linearModules(config: Qwen2VlConfig): readonly LinearModule[] {
  return Object.entries(weightSpecs(config)).flatMap(([weight, { shape }]) => {
    const part = partOf(weight);
    const [outputs, inputs] = shape;
    if (part === null || shape.length !== 2 || inputs === undefined || outputs === undefined) return [];
    const path = weight.slice(0, -'.weight'.length);
    return [{ path, name: path.slice(path.lastIndexOf('.') + 1), part, inputs, outputs }];
  });
}

/**
 * The linears that a LoRA config adapts: a name of a text linear means the text decoder, any other the vision tower, and
 * `vision` every linear of the tower.
 *
 * Throws  ConfigError when the model has no linear of a name
 */
export function adaptedModules(
  config: Qwen2VlConfig,
  { targets, vision }: Pick<LoraConfig, 'targets' | 'vision'>,
): readonly LinearModule[] {
  const modules = linearModules(config);
  const textNames = namesIn(modules, 'text');
  const visionNames = namesIn(modules, 'vision');
  const unknown = targets.find((target) => !textNames.has(target) && !visionNames.has(target));
  if (unknown !== undefined) {
    throw new ConfigError(
      `this ${config.family} has no linear named "${unknown}".`,
      `use names of the text decoder (${[...textNames].join(', ')}) or of the vision tower (${[...visionNames].join(', ')}).`,
      'model.lora.targets',
    );
  }
  const wanted = new Set(targets);
  return modules.filter(({ name, part }) => {
    if (part === 'text') return wanted.has(name);
    return vision || (wanted.has(name) && !textNames.has(name));
  });
}

function namesIn(modules: readonly LinearModule[], part: LinearModule['part']): ReadonlySet<string> {
  return new Set(modules.filter((module) => module.part === part).map(({ name }) => name));
}

function partOf(weight: string): LinearModule['part'] | null {
  if (weight.startsWith('model.layers.')) return 'text';
  return weight.startsWith('visual.blocks.') ? 'vision' : null;
}
