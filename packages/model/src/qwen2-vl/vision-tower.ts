import { geluErf, quickGelu, silu, tf } from '@stepgrpo/tensor';
import { mergeUnit, patchDim, visionHeadDim, type Qwen2VlConfig } from './config';
import { layerNorm, linear, rmsNorm, rotate, weight, type Rotary, type Weights } from './layers';
import { MASKED } from './text-decoder';

/** Frames of patches, padded to the same number of patches. */
export interface VisionInputs {
  /** [I, P, patch numbers]; a frame is one time slice of one image. */
  readonly pixels: tf.Tensor;
  /** int32 [I, P]: the attention window of each patch, -1 for padding. */
  readonly windows: tf.Tensor;
  /** [I * P, 1, head] */
  readonly rotary: Rotary;
}

/** What the vision tower makes of frames. */
export interface VisionOutputs {
  /** Output of the last block, [I * P, tower width]. */
  readonly lastHidden: tf.Tensor;
  /** One row per image token, [I * P / merged patches, text width]. */
  readonly embeds: tf.Tensor;
}

const NORM_EPSILON = 1e-6;

/**
 * Image tokens from patches. Attention never crosses frames or images; a Qwen2.5-VL tower keeps most blocks within windows.
 *
 * Qwen2-VL has layer norms and a plain MLP, Qwen2.5-VL root-mean-square norms and a gated one; the weights tell which.
 *
 * Source  arXiv:2409.12191 section 2.1, arXiv:2502.13923 section 2.1.1; transformers 5.12 Qwen2VisionTransformerPretrainedModel
 *         and Qwen2_5_VisionTransformerPretrainedModel; ours keeps patches in place and masks other windows
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
  const wholeFrame = frameBias(inputs.windows);
  const withinWindows = vision.windows === null ? wholeFrame : windowBias(inputs.windows);
  for (let i = 0; i < vision.depth; i++) {
    const block = `visual.blocks.${i}`;
    const isWindowed = vision.windows !== null && !vision.windows.fullBlocks.includes(i);
    const bias = isWindowed ? withinWindows : wholeFrame;
    const qkv = linear(weights, `${block}.attn.qkv`, norm(weights, `${block}.norm1`, hidden));
    const attended = attention(qkv, config, { shape: [frames, patches], rotary: inputs.rotary, bias });
    hidden = tf.add(hidden, linear(weights, `${block}.attn.proj`, attended));
    hidden = tf.add(hidden, mlp(weights, `${block}.mlp`, norm(weights, `${block}.norm2`, hidden)));
  }
  return { lastHidden: hidden, embeds: merge(weights, config, hidden) };
}

function norm(weights: Weights, name: string, x: tf.Tensor): tf.Tensor {
  const normOf = `${name}.bias` in weights ? layerNorm : rmsNorm;
  return normOf(weights, name, x, NORM_EPSILON);
}

function mlp(weights: Weights, name: string, x: tf.Tensor): tf.Tensor {
  if (`${name}.fc1.weight` in weights) {
    return linear(weights, `${name}.fc2`, quickGelu(linear(weights, `${name}.fc1`, x)));
  }
  const gate = silu(linear(weights, `${name}.gate_proj`, x));
  return linear(weights, `${name}.down_proj`, tf.mul(gate, linear(weights, `${name}.up_proj`, x)));
}

/** Concatenates the patches of each block of the grid and maps them to the width of the text model. */
function merge(weights: Weights, config: Qwen2VlConfig, hidden: tf.Tensor): tf.Tensor {
  const width = mergeUnit(config) * config.vision.embedDim;
  const blocks = tf.reshape(norm(weights, 'visual.merger.ln_q', hidden), [hidden.size / width, width]);
  return linear(weights, 'visual.merger.mlp.2', geluErf(linear(weights, 'visual.merger.mlp.0', blocks)));
}

/** 0 for a patch, a large negative number for padding; [I, 1, 1, P]. */
function frameBias(windows: tf.Tensor): tf.Tensor {
  const [frames = 0, patches = 0] = windows.shape;
  return masked(tf.reshape(tf.less(windows, tf.scalar(0, 'int32')), [frames, 1, 1, patches]));
}

/** 0 between patches of one window; [I, 1, P, P]. Padding sees padding, and nothing else does. */
function windowBias(windows: tf.Tensor): tf.Tensor {
  const [frames = 0, patches = 0] = windows.shape;
  const rows = tf.reshape(windows, [frames, 1, patches, 1]);
  return masked(tf.notEqual(rows, tf.reshape(windows, [frames, 1, 1, patches])));
}

function masked(isHidden: tf.Tensor): tf.Tensor {
  return tf.mul(tf.cast(isHidden, 'float32'), MASKED);
}

/** qkv [I * P, 3 * width], bias broadcast to [I, heads, P, P] -> [I * P, width] */
function attention(
  qkv: tf.Tensor,
  config: Qwen2VlConfig,
  {
    shape,
    rotary,
    bias,
  }: { readonly shape: readonly [number, number]; readonly rotary: Rotary; readonly bias: tf.Tensor },
): tf.Tensor {
  const [frames, patches] = shape;
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
  const context = tf.matMul(tf.softmax(tf.add(scores, bias)), perHead(value));
  return tf.reshape(tf.transpose(context, [0, 2, 1, 3]), [tokens, heads * width]);
}
