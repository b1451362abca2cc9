import type { Rng } from '@stepgrpo/core';
import { hostTensor, sizeOf, type Backend } from '@stepgrpo/tensor';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { weightSpecs, type WeightSpec } from '../qwen2-vl/weight-specs';
import type { TextBundle } from '../text-bundle';
import { createProgramCache } from './program-cache';
import { qwen2VlPolicy } from './qwen2-vl-policy';
import type { HostWeights, TrainablePolicy } from './trainable-policy';

/**
 * A new policy with seeded random weights.
 *
 * Example  createPolicy({ config: presets.get('digits')(vocabularyOf(text)), text, backend, rng })
 */
export function createPolicy({
  config,
  text,
  backend,
  rng,
  name = 'qwen2-vl',
}: {
  readonly config: Qwen2VlConfig;
  readonly text: TextBundle;
  readonly backend: Backend;
  readonly rng: Rng;
  readonly name?: string;
}): TrainablePolicy {
  const weights = initialWeights(config, rng);
  return qwen2VlPolicy({ name, config, text, weights, programs: createProgramCache(backend) });
}

/**
 * Seeded weights: norms 1, biases 0, the rest normal. Each weight has its own stream, keyed by its name.
 *
 * Equation  std = initializerRange; for a weight that writes into the residual stream, divided by sqrt(2 * layers)
 * Source    transformers Qwen2VLPreTrainedModel._init_weights; the residual scaling is GPT-2's
 */
export function initialWeights(config: Qwen2VlConfig, rng: Rng): HostWeights {
  const entries = Object.entries(weightSpecs(config)).map(([name, spec]) => {
    const layers = name.startsWith('visual.') ? config.vision.depth : config.numLayers;
    const scale = spec.residual ? 1 / Math.sqrt(2 * layers) : 1;
    return [
      name,
      hostTensor(drawn(spec, config.initializerRange * scale, rng.fork(name)), spec.shape),
    ] as const;
  });
  return Object.fromEntries(entries);
}

function drawn({ shape, initial }: WeightSpec, deviation: number, rng: Rng): Float32Array {
  const data = new Float32Array(sizeOf(shape));
  switch (initial) {
    case 'zeros':
      return data;
    case 'ones':
      return data.fill(1);
    case 'normal':
      for (let i = 0; i < data.length; i++) data[i] = deviation * rng.normal();
      return data;
    default:
      return initial satisfies never;
  }
}
