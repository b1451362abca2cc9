import { tf } from '@stepgrpo/tensor';
import { headDim, visionHeadDim, type Qwen2VlConfig } from './config';
import type { Rotary, Weights } from './layers';
import {
  causalAttention,
  embedTokens,
  perHead,
  recomputedCausalAttention,
  textDecoder,
  type Attend,
} from './text-decoder';
import { visionTower, type VisionOutputs } from './vision-tower';

/** The tensors of a batch of whole sequences, padded on the right, and of the images in them. */
export const sequenceInputNames = [
  /** int32 [B, L] */
  'tokenIds',
  /** int32 [B, L]: the row of the vision output that replaces the embedding, or -1 */
  'imageRows',
  /** [B, L, head] */
  'cos',
  'sin',
  /** [I, P, patch numbers] */
  'pixels',
  /** int32 [I, P] */
  'windows',
  /** [I, P, vision head] */
  'visionCos',
  'visionSin',
] as const;

export type SequenceInputs<T = tf.Tensor> = Readonly<Record<(typeof sequenceInputNames)[number], T>>;

/** What a batch of whole sequences becomes. */
export interface SequenceOutputs {
  /** After the final norm, [B * L, D]. */
  readonly hidden: tf.Tensor;
  /** Rotated keys of each layer, [B, kv heads, L, head]. */
  readonly keys: readonly tf.Tensor[];
  readonly values: readonly tf.Tensor[];
  readonly vision: VisionOutputs;
}

/**
 * The whole network but its head: images through the tower, tokens and image tokens through the decoder. With `recompute`,
 * decoder layers are computed again in the backward pass, and keys and values are not given out.
 *
 * Shapes  bias as `causalAttention` takes it: where rows hold several sequences, who sees whom
 */
export function sequenceNetwork(
  weights: Weights,
  config: Qwen2VlConfig,
  inputs: SequenceInputs,
  { bias, recompute = false }: { readonly bias?: tf.Tensor | undefined; readonly recompute?: boolean } = {},
): SequenceOutputs {
  const [batch = 0, length = 0] = inputs.tokenIds.shape;
  const vision = visionTower(weights, config, {
    pixels: inputs.pixels,
    windows: inputs.windows,
    rotary: asRotary(inputs.visionCos, inputs.visionSin, visionHeadDim(config)),
  });
  const keys: tf.Tensor[] = [];
  const values: tf.Tensor[] = [];
  const attendWhole = causalAttention(config, [batch, length], bias);
  const attendAndKeep: Attend = (heads, layer) => {
    keys.push(perHead(heads.key, batch, length));
    values.push(perHead(heads.value, batch, length));
    return attendWhole(heads, layer);
  };
  const hidden = textDecoder(weights, config, {
    hidden: withImages(
      embedTokens(weights, tf.reshape(inputs.tokenIds, [batch * length])),
      inputs,
      vision.embeds,
    ),
    rotary: asRotary(inputs.cos, inputs.sin, headDim(config)),
    attend: recompute ? recomputedCausalAttention(config, [batch, length], bias) : attendAndKeep,
  });
  return { hidden, keys, values, vision };
}

/** Puts vision outputs in the place of the embeddings of image tokens; [B * L, D]. */
function withImages(embedded: tf.Tensor, { imageRows }: SequenceInputs, images: tf.Tensor): tf.Tensor {
  const rows = tf.reshape(imageRows, [imageRows.size]);
  const isImage = tf.expandDims(tf.greaterEqual(rows, tf.scalar(0, 'int32')), 1);
  const chosen = tf.gather(images, tf.maximum<tf.Tensor1D>(rows, tf.scalar(0, 'int32')));
  return tf.where(isImage, chosen, embedded);
}

function asRotary(cos: tf.Tensor, sin: tf.Tensor, width: number): Rotary {
  const tokens = cos.size / width;
  return { cos: tf.reshape(cos, [tokens, 1, width]), sin: tf.reshape(sin, [tokens, 1, width]) };
}
