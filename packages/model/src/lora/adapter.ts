import { ShapeError, type LoraConfig, type Rng } from '@stepgrpo/core';
import { hostTensor, scalarTensor, type HostTensor } from '@stepgrpo/tensor';
import type { HostWeights } from '../policy/trainable-policy';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { isAdapterWeight, loraA, loraB, loraScaleName } from './adapter-names';
import { adaptedModules, linearModules } from './lora-modules';

/** Low-rank adapters of a network: their config and their weights, the scale included. */
export interface Adapter {
  readonly config: LoraConfig;
  readonly weights: HostWeights;
}

/**
 * What the output of an adapter is multiplied by.
 *
 * Equation  alpha / rank; with rslora alpha / sqrt(rank)
 * Source    LoRA, arXiv:2106.09685 section 4.1; rsLoRA, arXiv:2312.03732
 */
export function loraScale({ rank, alpha, rslora }: LoraConfig): number {
  return alpha / (rslora ? Math.sqrt(rank) : rank);
}

/**
 * New adapters that change nothing yet. Each has its own stream of random numbers, keyed by its path.
 *
 * Equation  A ~ uniform(-1 / sqrt(in), 1 / sqrt(in)), which is Kaiming's with a = sqrt(5); B = 0
 * Source    huggingface/peft src/peft/tuners/lora/layer.py, reset_lora_parameters
 * Throws    ConfigError when the model has no linear of a target's name
 */
export function createAdapter(model: Qwen2VlConfig, config: LoraConfig, rng: Rng): Adapter {
  const weights: Record<string, HostTensor> = {};
  for (const { path, inputs, outputs } of adaptedModules(model, config)) {
    const drawn = rng.fork(path);
    const bound = 1 / Math.sqrt(inputs);
    const a = Float32Array.from({ length: config.rank * inputs }, () => bound * (2 * drawn.uniform() - 1));
    weights[loraA(path)] = hostTensor(a, [config.rank, inputs]);
    weights[loraB(path)] = hostTensor(new Float32Array(outputs * config.rank), [outputs, config.rank]);
  }
  weights[loraScaleName] = scalarTensor(loraScale(config));
  return { config, weights };
}

/** The weights without their adapters: the network as it was before. */
export function withoutAdapter(weights: HostWeights): HostWeights {
  return Object.fromEntries(Object.entries(weights).filter(([name]) => !isAdapterWeight(name)));
}

/** The adapters among the weights. */
export function adapterWeights(weights: HostWeights): HostWeights {
  return Object.fromEntries(Object.entries(weights).filter(([name]) => isAdapterWeight(name)));
}

/**
 * Whether adapters are present and change nothing: every B is 0, as before the first update.
 */
export function isIdle(weights: HostWeights): boolean {
  const maps = Object.entries(weights).filter(([name]) => name.endsWith(loraB('')));
  return maps.length > 0 && maps.every(([, { data }]) => data.every((value) => value === 0));
}

/**
 * Refuses adapters that do not fit the network.
 *
 * Throws  ShapeError when a map has another shape, its partner is missing, or it belongs to no linear
 */
export function checkAdapter(model: Qwen2VlConfig, weights: HostWeights): void {
  const expected = new Map<string, readonly number[]>([[loraScaleName, []]]);
  for (const { path, inputs, outputs } of linearModules(model)) {
    const [a, b] = [weights[loraA(path)], weights[loraB(path)]];
    if (a === undefined && b === undefined) continue;
    const rank = a?.shape[0] ?? b?.shape[1] ?? 0;
    expected.set(loraA(path), [rank, inputs]);
    expected.set(loraB(path), [outputs, rank]);
  }
  for (const [name, shape] of expected) {
    const found = weights[name];
    if (found?.dtype === 'float32' && found.shape.join() === shape.join()) continue;
    const what = found === undefined ? 'missing' : `${found.dtype} [${found.shape.join(', ')}]`;
    throw new ShapeError(
      `Adapter weight "${name}" is ${what}; it must be float32 [${shape.join(', ')}].`,
      'pass the adapter of the same network.',
    );
  }
  const unknown = Object.keys(weights).find((name) => !expected.has(name));
  if (unknown === undefined) return;
  throw new ShapeError(
    `The network has no linear for "${unknown}".`,
    'pass the adapter of the same network.',
  );
}
