import { CheckpointError } from '@stepgrpo/core';
import type { z } from 'zod';
import { checkConfig } from './check-config';
import type { Family, Qwen2VlConfig, VisionConfig } from './config';
import { textSchema, visionSchema, windowedVisionSchema } from './config-schema';

type Json = Readonly<Record<string, unknown>>;

const families: readonly Family[] = ['qwen2_vl', 'qwen2_5_vl'];

/**
 * The config of a checkpoint from the text of its `config.json`, in the published or the transformers-5 layout.
 *
 * Throws  CheckpointError that names the file and the key when a value is missing, ill-typed, unsupported or contradicts another
 */
export function parseConfig(text: string, file: string): Qwen2VlConfig {
  const root = readObject(text, file);
  const family = families.find((name) => name === root['model_type']);
  if (family === undefined) {
    throw new CheckpointError(
      `${file}: model_type is ${JSON.stringify(root['model_type'])}; this package runs ${families.join(' and ')}.`,
      'point to the directory of a Qwen2-VL or Qwen2.5-VL checkpoint.',
    );
  }
  const nested = asObject(root['text_config']);
  const merged = { ...root, ...nested };
  const parsed = textSchema.safeParse({
    ...merged,
    rope: merged['rope_parameters'] ?? merged['rope_scaling'],
    dtype: root['dtype'] ?? root['torch_dtype'] ?? merged['dtype'] ?? merged['torch_dtype'],
    tie_word_embeddings: root['tie_word_embeddings'] ?? nested?.['tie_word_embeddings'],
  });
  if (!parsed.success) throw invalid(file, parsed.error, (key) => nameOfTextKey(key, nested));
  const { vision, output } = parseVision(asObject(root['vision_config']) ?? {}, family, file);
  const config = { ...textPart(parsed.data), family, vision };
  checkConfig(config, output, file);
  return config;
}

function textPart(text: z.infer<typeof textSchema>): Omit<Qwen2VlConfig, 'family' | 'vision'> {
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
  };
}

/** The vision config, and the width that it says the text model has. */
function parseVision(json: Json, family: Family, file: string): { vision: VisionConfig; output: number } {
  const value = { ...json, channels: json['in_channels'] ?? json['in_chans'] };
  const nameOf = (key: string): string => `vision_config.${key}`;
  switch (family) {
    case 'qwen2_vl': {
      const parsed = visionSchema.safeParse(value);
      if (!parsed.success) throw invalid(file, parsed.error, nameOf);
      const { embed_dim: embedDim, mlp_ratio: ratio, hidden_size: output } = parsed.data;
      const vision = { ...patchPart(parsed.data), embedDim, mlpSize: embedDim * ratio, windows: null };
      return { vision, output };
    }
    case 'qwen2_5_vl': {
      const parsed = windowedVisionSchema.safeParse(value);
      if (!parsed.success) throw invalid(file, parsed.error, nameOf);
      const { hidden_size: embedDim, intermediate_size: mlpSize, out_hidden_size: output } = parsed.data;
      const windows = {
        size: parsed.data.window_size,
        fullBlocks: parsed.data.fullatt_block_indexes,
        tokensPerSecond: parsed.data.tokens_per_second,
      };
      return { vision: { ...patchPart(parsed.data), embedDim, mlpSize, windows }, output };
    }
    default:
      return family satisfies never;
  }
}

function patchPart(
  vision: z.infer<typeof visionSchema> | z.infer<typeof windowedVisionSchema>,
): Omit<VisionConfig, 'embedDim' | 'mlpSize' | 'windows'> {
  return {
    depth: vision.depth,
    numHeads: vision.num_heads,
    channels: vision.channels,
    patchSize: vision.patch_size,
    temporalPatchSize: vision.temporal_patch_size,
    spatialMergeSize: vision.spatial_merge_size,
  };
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

/** The key as the file spells it. */
function nameOfTextKey(key: string, nested: Json | undefined): string {
  const isRoot = key.endsWith('_token_id') && key !== 'bos_token_id' && key !== 'eos_token_id';
  if (nested === undefined) return key.replace(/^rope(?=\.|$)/, 'rope_scaling');
  return isRoot ? key : `text_config.${key.replace(/^rope(?=\.|$)/, 'rope_parameters')}`;
}

function invalid(file: string, error: z.ZodError, nameOf: (key: string) => string): CheckpointError {
  const [issue] = error.issues;
  const key = nameOf((issue?.path ?? []).join('.'));
  return new CheckpointError(
    `${file}: ${key}: ${issue?.message ?? 'invalid'}.`,
    `correct "${key}" in the config, or use a checkpoint of a supported kind.`,
  );
}
