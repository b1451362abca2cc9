import { mergeUnit, headDim, type Qwen2VlConfig } from './config';

/** Whether a new weight starts as noise, as ones (norm scales) or as zeros (biases). */
export type Initialization = 'normal' | 'ones' | 'zeros';

/** What a config says about one weight. */
export interface WeightSpec {
  readonly shape: readonly number[];
  readonly initial: Initialization;
  /** Whether the weight writes into the residual stream. */
  readonly residual: boolean;
}

/**
 * Every weight of the model under its published name, in the order of the network.
 *
 * Shapes  linears [out, in]; the patch embedding is a Conv3d kernel [width, channels, frames, rows, columns]
 * Source  parameter names and shapes of Qwen/Qwen2-VL-2B-Instruct
 */
export function weightSpecs(config: Qwen2VlConfig): Readonly<Record<string, WeightSpec>> {
  const specs: Record<string, WeightSpec> = {};
  const linear = (name: string, out: number, from: number, { bias = false, residual = false } = {}): void => {
    specs[`${name}.weight`] = { shape: [out, from], initial: 'normal', residual };
    if (bias) specs[`${name}.bias`] = { shape: [out], initial: 'zeros', residual: false };
  };
  const norm = (name: string, width: number, { bias = false } = {}): void => {
    specs[`${name}.weight`] = { shape: [width], initial: 'ones', residual: false };
    if (bias) specs[`${name}.bias`] = { shape: [width], initial: 'zeros', residual: false };
  };

  const { vision, hiddenSize: width } = config;
  specs['visual.patch_embed.proj.weight'] = {
    shape: [vision.embedDim, vision.channels, vision.temporalPatchSize, vision.patchSize, vision.patchSize],
    initial: 'normal',
    residual: false,
  };
  const isWindowed = vision.windows !== null; // Qwen2.5-VL: norms without bias, a gated MLP
  for (let i = 0; i < vision.depth; i++) {
    const block = `visual.blocks.${i}`;
    norm(`${block}.norm1`, vision.embedDim, { bias: !isWindowed });
    norm(`${block}.norm2`, vision.embedDim, { bias: !isWindowed });
    linear(`${block}.attn.qkv`, 3 * vision.embedDim, vision.embedDim, { bias: true });
    linear(`${block}.attn.proj`, vision.embedDim, vision.embedDim, { bias: true, residual: true });
    const [into, outOf] = isWindowed ? [['gate_proj', 'up_proj'], 'down_proj'] : [['fc1'], 'fc2'];
    for (const name of into) linear(`${block}.mlp.${name}`, vision.mlpSize, vision.embedDim, { bias: true });
    linear(`${block}.mlp.${outOf}`, vision.embedDim, vision.mlpSize, { bias: true, residual: true });
  }
  const merged = vision.embedDim * mergeUnit(config);
  norm('visual.merger.ln_q', vision.embedDim, { bias: !isWindowed });
  linear('visual.merger.mlp.0', merged, merged, { bias: true });
  linear('visual.merger.mlp.2', width, merged, { bias: true });

  linear('model.embed_tokens', config.vocabSize, width);
  const keyWidth = config.numKvHeads * headDim(config);
  for (let i = 0; i < config.numLayers; i++) {
    const layer = `model.layers.${i}`;
    norm(`${layer}.input_layernorm`, width);
    linear(`${layer}.self_attn.q_proj`, width, width, { bias: true });
    linear(`${layer}.self_attn.k_proj`, keyWidth, width, { bias: true });
    linear(`${layer}.self_attn.v_proj`, keyWidth, width, { bias: true });
    linear(`${layer}.self_attn.o_proj`, width, width, { residual: true });
    norm(`${layer}.post_attention_layernorm`, width);
    linear(`${layer}.mlp.gate_proj`, config.intermediateSize, width);
    linear(`${layer}.mlp.up_proj`, config.intermediateSize, width);
    linear(`${layer}.mlp.down_proj`, width, config.intermediateSize, { residual: true });
  }
  norm('model.norm', width);
  if (!config.tieWordEmbeddings) linear('lm_head', config.vocabSize, width);
  return specs;
}

/** Number of trainable numbers. */
export function parameterCount(config: Qwen2VlConfig): number {
  return Object.values(weightSpecs(config)).reduce(
    (total, { shape }) => total + shape.reduce((size, dimension) => size * dimension, 1),
    0,
  );
}
