import type { Qwen2VlConfig } from './config';

/**
 * The text of `config.json` in the published, flat layout, which every version of transformers reads.
 *
 * Source  config.json of Qwen/Qwen2-VL-2B-Instruct and Qwen/Qwen2.5-VL-3B-Instruct
 */
export function formatConfig(config: Qwen2VlConfig): string {
  const { tokens } = config;
  const flat = {
    architectures: [
      config.vision.windows === null
        ? 'Qwen2VLForConditionalGeneration'
        : 'Qwen2_5_VLForConditionalGeneration',
    ],
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
    model_type: config.family,
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
    vision_config: visionJson(config),
    rope_scaling: { type: 'mrope', mrope_section: config.mropeSection },
    vocab_size: config.vocabSize,
  };
  return `${JSON.stringify(flat, null, 2)}\n`;
}

function visionJson({ vision, hiddenSize }: Qwen2VlConfig): Readonly<Record<string, unknown>> {
  const patches = {
    depth: vision.depth,
    num_heads: vision.numHeads,
    in_chans: vision.channels,
    patch_size: vision.patchSize,
    spatial_merge_size: vision.spatialMergeSize,
    spatial_patch_size: vision.patchSize,
    temporal_patch_size: vision.temporalPatchSize,
  };
  if (vision.windows === null) {
    const mlpRatio = vision.mlpSize / vision.embedDim;
    return { ...patches, embed_dim: vision.embedDim, mlp_ratio: mlpRatio, hidden_size: hiddenSize };
  }
  return {
    ...patches,
    hidden_act: 'silu',
    hidden_size: vision.embedDim,
    intermediate_size: vision.mlpSize,
    out_hidden_size: hiddenSize,
    window_size: vision.windows.size,
    fullatt_block_indexes: vision.windows.fullBlocks,
    tokens_per_second: vision.windows.tokensPerSecond,
  };
}
