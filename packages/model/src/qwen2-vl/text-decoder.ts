import { checkpoint, silu, tf } from '@stepgrpo/tensor';
import { isAdapterMap, loraScaleName } from '../lora/adapter-names';
import { headDim, type Qwen2VlConfig } from './config';
import { linear, rmsNorm, rotate, weight, type Rotary, type Weights } from './layers';

/** Queries (scaled), keys and values of N tokens, rotated: query [N, heads, head], key and value [N, kv heads, head]. */
export interface Heads {
  readonly query: tf.Tensor;
  readonly key: tf.Tensor;
  readonly value: tf.Tensor;
}

/** How tokens attend: heads of a layer -> context [N, heads * head]. */
export type Attend = (heads: Heads, layer: number) => tf.Tensor;

/** The same for layers that are computed again in the backward pass: `constants` are the tensors it reads. */
export interface RecomputedAttend {
  readonly constants: Readonly<Record<string, tf.Tensor>>;
  attendWith(constants: Readonly<Record<string, tf.Tensor>>): Attend;
}

/**
 * The decoder layers and the final norm. How tokens see each other is up to `attend`: whole sequences and cached decoding share
 * everything else.
 *
 * Shapes  hidden [N, D], rotary [N, 1, head] -> [N, D]
 * Source  arXiv:2409.12191; transformers 5.12 Qwen2VLDecoderLayer
 */
export function textDecoder(
  weights: Weights,
  config: Qwen2VlConfig,
  {
    hidden,
    rotary,
    attend,
  }: {
    readonly hidden: tf.Tensor;
    readonly rotary: Rotary;
    readonly attend: Attend | RecomputedAttend;
  },
): tf.Tensor {
  let stream = hidden;
  for (let i = 0; i < config.numLayers; i++) {
    stream =
      typeof attend === 'function'
        ? decoderLayer(weights, config, { index: i, stream, rotary, attend })
        : recomputedLayer(weights, config, { index: i, stream, rotary, attend });
  }
  return rmsNorm(weights, 'model.norm', stream, config.rmsNormEps);
}

interface LayerInputs<A> {
  readonly index: number;
  readonly stream: tf.Tensor;
  readonly rotary: Rotary;
  readonly attend: A;
}

function decoderLayer(
  weights: Weights,
  config: Qwen2VlConfig,
  { index, stream, rotary, attend }: LayerInputs<Attend>,
): tf.Tensor {
  const layer = `model.layers.${index}`;
  const normed = rmsNorm(weights, `${layer}.input_layernorm`, stream, config.rmsNormEps);
  const context = attend(project(weights, config, `${layer}.self_attn`, normed, rotary), index);
  const attended = tf.add(stream, linear(weights, `${layer}.self_attn.o_proj`, context));
  const inner = rmsNorm(weights, `${layer}.post_attention_layernorm`, attended, config.rmsNormEps);
  const gate = silu(linear(weights, `${layer}.mlp.gate_proj`, inner));
  const up = linear(weights, `${layer}.mlp.up_proj`, inner);
  return tf.add(attended, linear(weights, `${layer}.mlp.down_proj`, tf.mul(gate, up)));
}

/** A layer that keeps its input alone for the backward pass, and computes the rest again there. */
function recomputedLayer(
  weights: Weights,
  config: Qwen2VlConfig,
  { index, stream, rotary, attend: { constants, attendWith } }: LayerInputs<RecomputedAttend>,
): tf.Tensor {
  const where = (isWanted: (name: string) => boolean): Weights =>
    Object.fromEntries(Object.entries(weights).filter(([name]) => isWanted(name)));
  const isOfLayer = (name: string): boolean => name.startsWith(`model.layers.${index}.`);
  const learns = (name: string): boolean => !(loraScaleName in weights) || isAdapterMap(name); // with adapters, only they
  return checkpoint(
    ({ stream: from, cos, sin, ...rest }) =>
      decoderLayer(rest, config, {
        index,
        stream: from!,
        rotary: { cos: cos!, sin: sin! },
        attend: attendWith(rest),
      }),
    { stream, ...where((name) => isOfLayer(name) && learns(name)) },
    {
      ...rotary,
      ...constants,
      ...where((name) => (isOfLayer(name) && !learns(name)) || name.startsWith('lora.')),
    },
  );
}

/**
 * Token embeddings.
 *
 * Shapes  ids [N] -> [N, D]
 */
export function embedTokens(weights: Weights, ids: tf.Tensor): tf.Tensor {
  return tf.gather(weight(weights, 'model.embed_tokens.weight'), ids);
}

/**
 * Next-token logits.
 *
 * Shapes  hidden [N, D] -> [N, V]
 */
export function outputHead(weights: Weights, config: Qwen2VlConfig, hidden: tf.Tensor): tf.Tensor {
  return tf.matMul(hidden, headWeight(weights, config), false, true);
}

/** The weight of the output head, [V, D]: the token embedding itself where they are tied. */
export function headWeight(weights: Weights, config: Qwen2VlConfig): tf.Tensor {
  return weight(weights, config.tieWordEmbeddings ? 'model.embed_tokens.weight' : 'lm_head.weight');
}

/**
 * Attention of whole sequences, each token to itself and those before it.
 *
 * Sequences are padded on the right, so that no real token sees padding and no further mask is needed. The query heads of a
 * key head are folded into the sequence axis.
 *
 * Shapes  batch B of length L, N = B * L
 */
export function causalAttention(
  config: Qwen2VlConfig,
  batch: number,
  length: number,
  bias: tf.Tensor = causalBias(length),
): Attend {
  const { numHeads, numKvHeads } = config;
  const width = headDim(config);
  const groups = numHeads / numKvHeads;
  return ({ query, key, value }) => {
    const folded = tf.reshape(perHead(query, batch, length), [batch * numKvHeads, groups * length, width]);
    const keys = tf.reshape(perHead(key, batch, length), [batch * numKvHeads, length, width]);
    const values = tf.reshape(perHead(value, batch, length), [batch * numKvHeads, length, width]);
    const scores = tf.reshape(tf.matMul(folded, keys, false, true), [batch * numHeads, length, length]);
    const shares = tf.reshape(tf.softmax(tf.add(scores, bias)), [
      batch * numKvHeads,
      groups * length,
      length,
    ]);
    const context = tf.reshape(tf.matMul(shares, values), [batch, numHeads, length, width]);
    return tf.reshape(tf.transpose(context, [0, 2, 1, 3]), [batch * length, numHeads * width]);
  };
}

/** Causal attention for layers that are computed again in the backward pass. */
export function recomputedCausalAttention(
  config: Qwen2VlConfig,
  batch: number,
  length: number,
): RecomputedAttend {
  return {
    constants: { causalBias: causalBias(length) },
    attendWith: ({ causalBias: bias }) => causalAttention(config, batch, length, bias),
  };
}

/** [B * L, heads, head] -> [B, heads, L, head] */
export function perHead(x: tf.Tensor, batch: number, length: number): tf.Tensor {
  const [, heads = 0, width = 0] = x.shape;
  return tf.transpose(tf.reshape(x, [batch, length, heads, width]), [0, 2, 1, 3]);
}

/** A score so low that its share is exactly 0 in float32, yet finite. */
export const MASKED = -1e9;

/** [L, L]: 0 on and below the diagonal. */
function causalBias(length: number): tf.Tensor {
  const values = new Float32Array(length * length);
  for (let row = 0; row < length; row++) values.fill(MASKED, row * length + row + 1, (row + 1) * length);
  return tf.tensor2d(values, [length, length]);
}

function project(
  weights: Weights,
  config: Qwen2VlConfig,
  name: string,
  normed: tf.Tensor,
  rotary: Rotary,
): Heads {
  const [tokens = 0] = normed.shape;
  const width = headDim(config);
  const split = (x: tf.Tensor, heads: number): tf.Tensor => tf.reshape(x, [tokens, heads, width]);
  const query = split(linear(weights, `${name}.q_proj`, normed), config.numHeads);
  const key = split(linear(weights, `${name}.k_proj`, normed), config.numKvHeads);
  const value = split(linear(weights, `${name}.v_proj`, normed), config.numKvHeads);
  return { query: tf.mul(rotate(query, rotary), width ** -0.5), key: rotate(key, rotary), value };
}
