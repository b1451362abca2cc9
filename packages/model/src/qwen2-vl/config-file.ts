import { CheckpointError } from '@stepgrpo/core';
import { z } from 'zod';
import type { Qwen2VlConfig } from './config';

/**
 * `config.json` of a Qwen2-VL checkpoint, read from both layouts and written in the published one.
 *
 * Published files are flat (`rope_theta`, `rope_scaling`, `torch_dtype`, `in_chans`); transformers 5 nests the text model under
 * `text_config` (`rope_parameters`, `dtype`, `in_channels`). `tie_word_embeddings` is at the top in both.
 *
 * Source  transformers 5.12 Qwen2VLConfig; config.json of Qwen/Qwen2-VL-2B-Instruct
 */
const size = z.number().int().positive();
const tokenId = z.number().int().nonnegative();

const ropeSchema = z.object({
  type: z.literal(['mrope', 'default']).optional(),
  rope_type: z.literal(['mrope', 'default']).optional(),
  rope_theta: z.number().positive().optional(),
  mrope_section: z.tuple([size, size, size]),
});

const textSchema = z.object({
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
  bos_token_id: tokenId.nullish(),
  eos_token_id: z.union([tokenId, z.array(tokenId).min(1)]).nullish(),
  tie_word_embeddings: z.boolean().default(false),
  image_token_id: tokenId,
  video_token_id: tokenId,
  vision_start_token_id: tokenId,
  vision_end_token_id: tokenId,
  vision_token_id: tokenId.optional(),
});

const visionSchema = z.object({
  depth: size,
  embed_dim: size,
  num_heads: size,
  mlp_ratio: z.number().positive().default(4),
  channels: size.default(3),
  hidden_size: size,
  hidden_act: z.literal('quick_gelu').default('quick_gelu'),
  patch_size: size,
  spatial_merge_size: size,
  temporal_patch_size: size,
});

type Json = Readonly<Record<string, unknown>>;

/**
 * The config of a checkpoint from the text of its `config.json`.
 *
 * Throws  CheckpointError that names the file and the key when a value is missing, ill-typed, unsupported or contradicts another
 */
export function parseConfig(text: string, file: string): Qwen2VlConfig {
  const root = readObject(text, file);
  if (root['model_type'] !== 'qwen2_vl') {
    throw new CheckpointError(
      `${file}: model_type is ${JSON.stringify(root['model_type'])}; this package runs "qwen2_vl".`,
      'point to the directory of a Qwen2-VL checkpoint.',
    );
  }
  const nested = asObject(root['text_config']);
  const merged = { ...root, ...nested };
  const parsedText = textSchema.safeParse({
    ...merged,
    rope: merged['rope_parameters'] ?? merged['rope_scaling'],
    dtype: root['dtype'] ?? root['torch_dtype'] ?? merged['dtype'] ?? merged['torch_dtype'],
    tie_word_embeddings: root['tie_word_embeddings'] ?? nested?.['tie_word_embeddings'],
  });
  if (!parsedText.success) {
    throw invalid(file, parsedText.error, (key) => nameOfTextKey(key, nested));
  }
  const vision = asObject(root['vision_config']) ?? {};
  const parsedVision = visionSchema.safeParse({
    ...vision,
    channels: vision['in_channels'] ?? vision['in_chans'],
  });
  if (!parsedVision.success) throw invalid(file, parsedVision.error, (key) => `vision_config.${key}`);
  const config = toConfig(parsedText.data, parsedVision.data);
  checkAgreement(config, parsedVision.data.hidden_size, file);
  return config;
}

/** The text of `config.json` in the published, flat layout, which every version of transformers reads. */
export function formatConfig(config: Qwen2VlConfig): string {
  const { tokens, vision } = config;
  const flat = {
    architectures: ['Qwen2VLForConditionalGeneration'],
    attention_dropout: 0,
    bos_token_id: tokens.bos,
    eos_token_id: tokens.eos,
    vision_start_token_id: tokens.visionStart,
    vision_end_token_id: tokens.visionEnd,
    vision_token_id: tokens.vision,
    image_token_id: tokens.image,
    video_token_id: tokens.video,
    hidden_act: 'silu',
    hidden_size: config.hiddenSize,
    initializer_range: config.initializerRange,
    intermediate_size: config.intermediateSize,
    max_position_embeddings: config.maxPositions,
    max_window_layers: config.numLayers,
    model_type: 'qwen2_vl',
    num_attention_heads: config.numHeads,
    num_hidden_layers: config.numLayers,
    num_key_value_heads: config.numKvHeads,
    rms_norm_eps: config.rmsNormEps,
    rope_theta: config.ropeTheta,
    sliding_window: config.maxPositions,
    tie_word_embeddings: config.tieWordEmbeddings,
    torch_dtype: config.dtype,
    transformers_version: '4.41.2',
    use_cache: true,
    use_sliding_window: false,
    vision_config: {
      depth: vision.depth,
      embed_dim: vision.embedDim,
      mlp_ratio: vision.mlpRatio,
      num_heads: vision.numHeads,
      in_chans: vision.channels,
      hidden_size: config.hiddenSize,
      patch_size: vision.patchSize,
      spatial_merge_size: vision.spatialMergeSize,
      spatial_patch_size: vision.patchSize,
      temporal_patch_size: vision.temporalPatchSize,
    },
    rope_scaling: { type: 'mrope', mrope_section: config.mropeSection },
    vocab_size: config.vocabSize,
  };
  return `${JSON.stringify(flat, null, 2)}\n`;
}

function toConfig(text: z.infer<typeof textSchema>, vision: z.infer<typeof visionSchema>): Qwen2VlConfig {
  const eos = Array.isArray(text.eos_token_id) ? text.eos_token_id[0] : text.eos_token_id;
  return {
    vocabSize: text.vocab_size,
    hiddenSize: text.hidden_size,
    intermediateSize: text.intermediate_size,
    numLayers: text.num_hidden_layers,
    numHeads: text.num_attention_heads,
    numKvHeads: text.num_key_value_heads ?? text.num_attention_heads,
    rmsNormEps: text.rms_norm_eps,
    ropeTheta: text.rope.rope_theta ?? text.rope_theta,
    mropeSection: text.rope.mrope_section,
    tieWordEmbeddings: text.tie_word_embeddings,
    maxPositions: text.max_position_embeddings,
    initializerRange: text.initializer_range,
    dtype: text.dtype,
    tokens: {
      bos: text.bos_token_id ?? 0,
      eos: eos ?? 0,
      visionStart: text.vision_start_token_id,
      visionEnd: text.vision_end_token_id,
      vision: text.vision_token_id ?? text.vision_end_token_id + 1,
      image: text.image_token_id,
      video: text.video_token_id,
    },
    vision: {
      depth: vision.depth,
      embedDim: vision.embed_dim,
      numHeads: vision.num_heads,
      mlpRatio: vision.mlp_ratio,
      channels: vision.channels,
      patchSize: vision.patch_size,
      temporalPatchSize: vision.temporal_patch_size,
      spatialMergeSize: vision.spatial_merge_size,
    },
  };
}

/**
 * Throws when two values of a config cannot both be true.
 *
 * Throws  CheckpointError that names the file and both keys
 */
export function checkAgreement(config: Qwen2VlConfig, visionOutput: number, file: string): void {
  const { vision } = config;
  const half = config.hiddenSize / config.numHeads / 2;
  const sections = config.mropeSection.reduce((sum, section) => sum + section, 0);
  const rules: readonly (readonly [holds: boolean, what: string])[] = [
    [
      config.hiddenSize % config.numHeads === 0,
      `hidden_size ${config.hiddenSize} is no multiple of num_attention_heads ${config.numHeads}`,
    ],
    [
      config.numHeads % config.numKvHeads === 0,
      `num_attention_heads ${config.numHeads} is no multiple of num_key_value_heads ${config.numKvHeads}`,
    ],
    [
      sections === half,
      `mrope_section ${JSON.stringify(config.mropeSection)} sums to ${sections}, half a head of hidden_size / num_attention_heads is ${half}`,
    ],
    [
      vision.embedDim % (4 * vision.numHeads) === 0,
      `vision_config.embed_dim ${vision.embedDim} is no multiple of 4 * vision_config.num_heads ${vision.numHeads}`,
    ],
    [
      visionOutput === config.hiddenSize,
      `vision_config.hidden_size ${visionOutput} differs from hidden_size ${config.hiddenSize}`,
    ],
    [
      Number.isInteger(vision.embedDim * vision.mlpRatio),
      `vision_config.embed_dim ${vision.embedDim} * mlp_ratio ${vision.mlpRatio} is no whole number`,
    ],
    [
      Object.values(config.tokens).every((id) => id < config.vocabSize) ||
        config.tokens.image < config.vocabSize,
      `image_token_id ${config.tokens.image} is not below vocab_size ${config.vocabSize}`,
    ],
  ];
  const broken = rules.find(([holds]) => !holds);
  if (broken !== undefined) throw new CheckpointError(`${file}: ${broken[1]}.`, 'correct the config.');
}

function readObject(text: string, file: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError(`${file} is not JSON.`, 'fetch the file again.', { cause });
  }
  const object = asObject(value);
  if (object === undefined)
    throw new CheckpointError(`${file} holds no JSON object.`, 'fetch the file again.');
  return object;
}

function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function nameOfTextKey(key: string, nested: Json | undefined): string {
  const isRoot = key.endsWith('_token_id') && key !== 'bos_token_id' && key !== 'eos_token_id';
  if (nested === undefined) return key.replace(/^rope(?=\.|$)/, 'rope_scaling');
  return isRoot ? key : `text_config.${key.replace(/^rope(?=\.|$)/, 'rope_parameters')}`;
}

function invalid(file: string, error: z.ZodError, nameOf: (key: string) => string): CheckpointError {
  const issue = error.issues[0];
  const key = nameOf((issue?.path ?? []).join('.'));
  return new CheckpointError(
    `${file}: ${key}: ${issue?.message ?? 'invalid'}.`,
    `correct "${key}" in the config, or use a checkpoint of a supported kind.`,
  );
}
