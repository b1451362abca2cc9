import { hostTensor, sizeOf, type HostTensor } from '@stepgrpo/tensor';
import type { HostWeights } from '../policy/trainable-policy';
import { headDim, type Qwen2VlConfig } from '../qwen2-vl/config';
import { weightSpecs } from '../qwen2-vl/weight-specs';

/** Above this many numbers, products are so long that joining them saves nothing, and the copy costs. */
const MOST_NUMBERS = 3e7;

const fusedOf = new WeakMap<HostWeights, HostWeights>();

/**
 * The weights a decoding step runs with: those of the text decoder, where it is small with the projections of queries, keys
 * and values joined into one matrix a layer, and gate and up into another. A step of few rows is a chain of short products.
 *
 * Queries come out scaled. Weights with anything beside those of the config, such as adapters, or in bfloat16 are left as they
 * are. The result
 * is kept as long as the weights.
 *
 * Equation  [q_proj / sqrt(head); k_proj; v_proj] and [gate_proj; up_proj], rows below each other
 */
export function decodingWeights(config: Qwen2VlConfig, weights: HostWeights): HostWeights {
  const known = fusedOf.get(weights);
  if (known !== undefined) return known;
  const text = Object.fromEntries(Object.entries(weights).filter(([name]) => !name.startsWith('visual.')));
  const made = isFusible(config, text) ? fuse(config, text) : text;
  fusedOf.set(weights, made);
  return made;
}

function isFusible(config: Qwen2VlConfig, text: HostWeights): boolean {
  const specs = weightSpecs(config);
  const entries = Object.entries(text);
  const count = entries.reduce((total, [, { shape }]) => total + sizeOf(shape), 0);
  return count <= MOST_NUMBERS && entries.every(([name, { dtype }]) => name in specs && dtype === 'float32');
}

function fuse(config: Qwen2VlConfig, text: HostWeights): HostWeights {
  const fused: Record<string, HostTensor> = { ...text };
  const scale = headDim(config) ** -0.5;
  const join = (target: string, parts: readonly (readonly [name: string, scale: number])[]): void => {
    for (const kind of ['weight', 'bias']) {
      const tensors = parts.map(([name, factor]) => ({ tensor: fused[`${name}.${kind}`], factor }));
      const joined = below(tensors);
      if (joined !== undefined) fused[`${target}.${kind}`] = joined;
      for (const [name] of parts) delete fused[`${name}.${kind}`];
    }
  };
  for (let layer = 0; layer < config.numLayers; layer++) {
    const [attention, mlp] = [`model.layers.${layer}.self_attn`, `model.layers.${layer}.mlp`];
    join(`${attention}.qkv_proj`, [
      [`${attention}.q_proj`, scale],
      [`${attention}.k_proj`, 1],
      [`${attention}.v_proj`, 1],
    ]);
    join(`${mlp}.gate_up_proj`, [
      [`${mlp}.gate_proj`, 1],
      [`${mlp}.up_proj`, 1],
    ]);
  }
  return fused;
}

/** Tensors below each other, each times its factor; undefined when there are none. */
function below(
  parts: readonly { readonly tensor: HostTensor | undefined; readonly factor: number }[],
): HostTensor | undefined {
  const tensors = parts.flatMap(({ tensor, factor }) => (tensor === undefined ? [] : [{ tensor, factor }]));
  const [first] = tensors;
  if (first === undefined) return undefined;
  const data = new Float32Array(tensors.reduce((total, { tensor }) => total + sizeOf(tensor.shape), 0));
  let at = 0;
  for (const { tensor, factor } of tensors) {
    const own = tensor.data as Float32Array;
    data.set(factor === 1 ? own : own.map((value) => value * factor), at);
    at += own.length;
  }
  const [, ...inner] = first.tensor.shape;
  return hostTensor(data, [data.length / sizeOf(inner), ...inner]);
}
