import { hostTensor, widened, type HostTensor } from '@stepgrpo/tensor';
import type { HostWeights } from '../policy/trainable-policy';
import { isAdapterWeight, loraA, loraB, loraScaleName } from './adapter-names';
import { withoutAdapter } from './adapter';

/** Weights with their adapters added in, and the way back. */
export interface MergedWeights {
  /** The weights of the plain network. */
  readonly weights: HostWeights;
  /** The weights as they were, to the bit: the tensors themselves are kept, merging only made new ones beside them. */
  unmerge(): HostWeights;
}

/**
 * Adds adapters into the weights of their linears. Only those are new tensors; the others are shared.
 *
 * Equation  W' = W + scale * B A, summed over the rank in float32
 * Source    huggingface/peft src/peft/tuners/lora/layer.py, Linear.get_delta_weight; ours differs: unmerging does not subtract
 */
export function mergeAdapter(weights: HostWeights): MergedWeights {
  const merged = Object.keys(withoutAdapter(weights)).map(
    (name) => [name, mergedWeight(weights, name)] as const,
  );
  return { weights: Object.fromEntries(merged), unmerge: () => weights };
}

/** One weight of the merged network; the tensor itself where it has no adapter. */
export function mergedWeight(weights: HostWeights, name: string): HostTensor {
  const weight = weights[name]!;
  const path = name.slice(0, -'.weight'.length);
  const [a, b, scale] = [weights[loraA(path)], weights[loraB(path)], weights[loraScaleName]];
  if (isAdapterWeight(name) || a === undefined || b === undefined || scale === undefined) return weight;
  const [outputs = 0, rank = 0] = b.shape;
  const inputs = a.shape[1] ?? 0;
  const sum = Float32Array.from(widened(weight).data);
  for (let row = 0; row < outputs; row++) {
    const target = sum.subarray(row * inputs, (row + 1) * inputs);
    for (let r = 0; r < rank; r++) {
      const factor = (scale.data[0] ?? 0) * (b.data[row * rank + r] ?? 0);
      if (factor !== 0) addScaled(target, a.data, r * inputs, factor);
    }
  }
  return hostTensor(sum, weight.shape);
}

function addScaled(target: Float32Array, source: ArrayLike<number>, start: number, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = target[i]! + factor * source[start + i]!;
}
