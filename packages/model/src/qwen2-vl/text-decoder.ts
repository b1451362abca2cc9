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
  const [gate, up] = gateAndUp(weights, `${layer}.mlp`, inner);
  return tf.add(attended, linear(weights, `${layer}.mlp.down_proj`, tf.mul(silu(gate), up)));
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
 * Attention of whole sequences, each token to itself and those before it, or to those a bias lets it see.
 *
 * Rows of one sequence are padded on the right, so that no real token sees padding and the causal bias is enough. The query
 * heads of a key head are folded into the sequence axis.
 *
 * Shapes  batch B of length L, N = B * L; bias [L, L] or [B, 1, L, L]
 */
export function causalAttention(
  config: Qwen2VlConfig,
  [batch, length]: readonly [batch: number, length: number],
  bias: tf.Tensor = causalBias(length),
): Attend {
  const { numHeads, numKvHeads } = config;
  const width = headDim(config);
  const groups = numHeads / numKvHeads;
  return ({ query, key, value }) => {
    const folded = tf.reshape(perHead(query, batch, length), [batch * numKvHeads, groups * length, width]);
    const keys = tf.reshape(perHead(key, batch, length), [batch * numKvHeads, length, width]);
    const values = tf.reshape(perHead(value, batch, length), [batch * numKvHeads, length, width]);
    const scores = tf.reshape(tf.matMul(folded, keys, false, true), [batch, numHeads, length, length]);
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
  shape: readonly [batch: number, length: number],
  bias: tf.Tensor = causalBias(shape[1]),
): RecomputedAttend {
  return {
    constants: { attentionBias: bias },
    attendWith: ({ attentionBias }) => causalAttention(config, shape, attentionBias),
  };
}

/** [B * L, heads, head] -> [B, heads, L, head] */
export function perHead(x: tf.Tensor, batch: number, length: number): tf.Tensor {
  const [, heads = 0, width = 0] = x.shape;
  return tf.transpose(tf.reshape(x, [batch, length, heads, width]), [0, 2, 1, 3]);
}

/** A score so low that its share is exactly 0 in float32, yet finite. */
export const MASKED = -1e9;

/**
 * Who sees whom where a row holds several sequences: a token sees those of its own segment up to itself, and those of the
 * prompt it continues. Padding is a segment as well, so that no line is without a share.
 *
 * Shapes  segments and contexts int32 [B, L] -> [B, 1, L, L]: 0 where it may, a large negative number elsewhere
 */
export function packedBias(segments: tf.Tensor, contexts: tf.Tensor): tf.Tensor {
  const [batch = 0, length = 0] = segments.shape;
  const seen = tf.reshape(segments, [batch, 1, 1, length]);
  const own = tf.equal(tf.reshape(segments, [batch, 1, length, 1]), seen);
  const context = tf.equal(tf.reshape(contexts, [batch, 1, length, 1]), seen);
  const isHidden = tf.cast(tf.logicalNot(tf.logicalOr(own, context)), 'float32');
  return tf.minimum(tf.mul(isHidden, MASKED), causalBias(length));
}

/** [L, L]: 0 on and below the diagonal. */
function causalBias(length: number): tf.Tensor {
  const values = new Float32Array(length * length);
  for (let row = 0; row < length; row++) values.fill(MASKED, row * length + row + 1, (row + 1) * length);
  return tf.tensor2d(values, [length, length]);
}

/** Gate and up projections, from one matrix where decoding joined them. */
function gateAndUp(weights: Weights, name: string, x: tf.Tensor): readonly [tf.Tensor, tf.Tensor] {
  if (`${name}.gate_up_proj.weight` in weights)
    return tf.split(linear(weights, `${name}.gate_up_proj`, x), 2, 1) as [tf.Tensor, tf.Tensor];
  return [linear(weights, `${name}.gate_proj`, x), linear(weights, `${name}.up_proj`, x)];
}

/** Queries (scaled), keys and values, rotated; from one matrix, which scales, where decoding joined them. */
function project(
  weights: Weights,
  config: Qwen2VlConfig,
  name: string,
  normed: tf.Tensor,
  rotary: Rotary,
): Heads {
  const [tokens = 0] = normed.shape;
  const width = headDim(config);
  if (`${name}.qkv_proj.weight` in weights) {
    const { numHeads, numKvHeads } = config;
    const all = tf.reshape(linear(weights, `${name}.qkv_proj`, normed), [
      tokens,
      numHeads + 2 * numKvHeads,
      width,
    ]);
    const [turned, value] = tf.split(all, [numHeads + numKvHeads, numKvHeads], 1) as [tf.Tensor, tf.Tensor];
    const [query, key] = tf.split(rotate(turned, rotary), [numHeads, numKvHeads], 1) as [
      tf.Tensor,
      tf.Tensor,
    ];
    return { query, key, value };
  }
  const split = (x: tf.Tensor, heads: number): tf.Tensor => tf.reshape(x, [tokens, heads, width]);
  const query = split(linear(weights, `${name}.q_proj`, normed), config.numHeads);
  const key = split(linear(weights, `${name}.k_proj`, normed), config.numKvHeads);
  const value = split(linear(weights, `${name}.v_proj`, normed), config.numKvHeads);
  return { query: tf.mul(rotate(query, rotary), width ** -0.5), key: rotate(key, rotary), value };
}
