import { CheckpointError } from '@stepgrpo/core';
import { windowSide, type Qwen2VlConfig } from './config';

/**
 * Refuses a config with two values that cannot both be true. `visionOutput` is the width that the vision config gives the text.
 *
 * Throws  CheckpointError that names the file and both keys
 */
export function checkConfig(config: Qwen2VlConfig, visionOutput: number, file: string): void {
  const { vision } = config;
  const half = config.hiddenSize / config.numHeads / 2;
  const sections = config.mropeSection.reduce((sum, section) => sum + section, 0);
  const towerWidth = vision.windows === null ? 'embed_dim' : 'hidden_size';
  const outputWidth = vision.windows === null ? 'hidden_size' : 'out_hidden_size';
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
      `mrope_section ${JSON.stringify(config.mropeSection)} sums to ${sections}, half of hidden_size / num_attention_heads is ${half}`,
    ],
    [
      vision.embedDim % (4 * vision.numHeads) === 0,
      `vision_config.${towerWidth} ${vision.embedDim} is no multiple of 4 * vision_config.num_heads ${vision.numHeads}`,
    ],
    [
      visionOutput === config.hiddenSize,
      `vision_config.${outputWidth} ${visionOutput} differs from hidden_size ${config.hiddenSize}`,
    ],
    [
      Number.isInteger(vision.mlpSize),
      `vision_config.embed_dim ${vision.embedDim} * mlp_ratio is ${vision.mlpSize}, no whole number`,
    ],
    [
      vision.windows === null || windowSide(config, vision.windows) >= 1,
      `vision_config.window_size ${vision.windows?.size} is smaller than a merged patch of ${vision.patchSize * vision.spatialMergeSize} pixels`,
    ],
    [
      config.tokens.image < config.vocabSize,
      `image_token_id ${config.tokens.image} is not below vocab_size ${config.vocabSize}`,
    ],
  ];
  const broken = rules.find(([holds]) => !holds);
  if (broken !== undefined) throw new CheckpointError(`${file}: ${broken[1]}.`, 'correct the config.');
}
