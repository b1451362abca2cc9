import { geluErf, quickGelu, tf } from '@stepgrpo/tensor';
import { mergeUnit, patchDim, visionHeadDim, type Qwen2VlConfig } from './config';
import { layerNorm, linear, rotate, weight, type Rotary, type Weights } from './layers';

/** Frames of patches, padded to the same number of patches. */
export interface VisionInputs {
  /** [I, P, patch numbers]; a frame is one time slice of one image. */
  readonly pixels: tf.Tensor;
  /** [I, 1, 1, P]: 0 for a patch, a large negative number for padding. */
  readonly patchBias: tf.Tensor;
  /** [I * P, 1, head]. */
  readonly rotary: Rotary;
}

/** What the vision tower makes of frames. */
export interface VisionOutputs {
  /** Output of the last block, [I * P, tower width]. */
  readonly lastHidden: tf.Tensor;
  /** One row per image token, [I * P / merged patches, text width]. */
  readonly embeds: tf.Tensor;
}

/**
 * Image tokens from patches. Attention is full inside a frame and never crosses frames or images.
 *
 * Source  arXiv:2409.12191 section 2.1; transformers 5.12 Qwen2VisionTransformerPretrainedModel
 */
export function visionTower(weights: Weights, config: Qwen2VlConfig, inputs: VisionInputs): VisionOutputs {
  const { vision } = config;
  const [frames = 0, patches = 0] = inputs.pixels.shape;
  const tokens = frames * patches;
  const kernel = tf.reshape(weight(weights, 'visual.patch_embed.proj.weight'), [
    vision.embedDim,
    patchDim(config),
  ]);
  let hidden: tf.Tensor = tf.matMul(
    tf.reshape(inputs.pixels, [tokens, patchDim(config)]),
    kernel,
    false,
    true,
  );
  for (let i = 0; i < vision.depth; i++) {
    const block = `visual.blocks.${i}`;
    const normed = layerNorm(weights, `${block}.norm1`, hidden);
    const attended = attention(linear(weights, `${block}.attn.qkv`, normed), config, inputs);
    hidden = tf.add(hidden, linear(weights, `${block}.attn.proj`, attended));
    const inner = quickGelu(
      linear(weights, `${block}.mlp.fc1`, layerNorm(weights, `${block}.norm2`, hidden)),
    );
    hidden = tf.add(hidden, linear(weights, `${block}.mlp.fc2`, inner));
  }
  return { lastHidden: hidden, embeds: merge(weights, config, hidden) };
}

/** Concatenates the patches of each block of the grid and maps them to the width of the text model. */
function merge(weights: Weights, config: Qwen2VlConfig, hidden: tf.Tensor): tf.Tensor {
  const unit = mergeUnit(config);
  const normed = layerNorm(weights, 'visual.merger.ln_q', hidden);
  const blocks = tf.reshape(normed, [
    normed.size / (unit * config.vision.embedDim),
    unit * config.vision.embedDim,
  ]);
  return linear(weights, 'visual.merger.mlp.2', geluErf(linear(weights, 'visual.merger.mlp.0', blocks)));
}

/** qkv [I * P, 3 * width] -> [I * P, width] */
function attention(
  qkv: tf.Tensor,
  config: Qwen2VlConfig,
  { pixels, patchBias, rotary }: VisionInputs,
): tf.Tensor {
  const [frames = 0, patches = 0] = pixels.shape;
  const heads = config.vision.numHeads;
  const width = visionHeadDim(config);
  const tokens = frames * patches;
  const parts = tf.split(tf.reshape(qkv, [tokens, 3 * heads, width]), 3, 1);
  const [query, key, value] = parts as [tf.Tensor, tf.Tensor, tf.Tensor];
  const perHead = (x: tf.Tensor): tf.Tensor =>
    tf.transpose(tf.reshape(x, [frames, patches, heads, width]), [0, 2, 1, 3]);
  const scores = tf.matMul(
    perHead(tf.mul(rotate(query, rotary), width ** -0.5)),
    perHead(rotate(key, rotary)),
    false,
    true,
  );
  const context = tf.matMul(tf.softmax(tf.add(scores, patchBias)), perHead(value));
  return tf.reshape(tf.transpose(context, [0, 2, 1, 3]), [tokens, heads * width]);
}
