import { z } from 'zod';

/**
 * What is read from `config.json`, once both layouts are brought to one: published files are flat (`rope_theta`, `rope_scaling`,
 * `torch_dtype`, `in_chans`); transformers 5 nests the text model under `text_config` (`rope_parameters`, `dtype`, `in_channels`).
 *
 * Source  transformers 5.12 Qwen2VLConfig and Qwen2_5_VLConfig, whose defaults these are
 */
const size = z.number().int().positive();
const index = z.number().int().nonnegative();

const ropeSchema = z.object({
  type: z.literal(['mrope', 'default']).optional(),
  rope_type: z.literal(['mrope', 'default']).optional(),
  rope_theta: z.number().positive().optional(),
  mrope_section: z.tuple([size, size, size]),
});

export const textSchema = z.object({
  vocab_size: size,
  hidden_size: size,
  intermediate_size: size,
  num_hidden_layers: size,
  num_attention_heads: size,
  num_key_value_heads: size.optional(),
  rms_norm_eps: z.number().nonnegative().default(1e-5),
  rope_theta: z.number().positive().default(1_000_000),
  rope: ropeSchema,
  hidden_act: z.literal('silu').default('silu'),
  use_sliding_window: z.literal(false).default(false),
  max_position_embeddings: size.default(32_768),
  initializer_range: z.number().positive().default(0.02),
  dtype: z.enum(['float32', 'bfloat16', 'float16']).default('float32'),
  bos_token_id: index.nullish(),
  eos_token_id: z.union([index, z.array(index).min(1)]).nullish(),
  tie_word_embeddings: z.boolean().default(false),
  image_token_id: index,
  video_token_id: index,
  vision_start_token_id: index,
  vision_end_token_id: index,
  vision_token_id: index.optional(),
});

const patchSchema = z.object({
  depth: size,
  num_heads: size,
  channels: size.default(3),
  patch_size: size,
  spatial_merge_size: size,
  temporal_patch_size: size,
});

/** In Qwen2-VL, `embed_dim` is the width of the tower and `hidden_size` that of the text model. */
export const visionSchema = patchSchema.extend({
  embed_dim: size,
  mlp_ratio: z.number().positive().default(4),
  hidden_size: size,
  hidden_act: z.literal('quick_gelu').default('quick_gelu'),
});

/** In Qwen2.5-VL, `hidden_size` is the width of the tower and `out_hidden_size` that of the text model. */
export const windowedVisionSchema = patchSchema.extend({
  hidden_size: size,
  out_hidden_size: size,
  intermediate_size: size,
  window_size: size,
  fullatt_block_indexes: z.array(index),
  tokens_per_second: z.number().positive().default(2),
  hidden_act: z.literal('silu').default('silu'),
});
