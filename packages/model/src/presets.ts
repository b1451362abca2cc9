import { defineRegistry, type Registry } from '@stepgrpo/core';
import type { Qwen2VlConfig, SpecialTokenIds } from './qwen2-vl/config';
import type { Vocabulary } from './vocabulary';

/** A named size: the config for a vocabulary (default: the published one of the size). */
export type Preset = (vocabulary?: Vocabulary) => Qwen2VlConfig;

/** Source  config.json of Qwen/Qwen2-VL-2B-Instruct */
const publishedTokens: SpecialTokenIds = {
  bos: 151643,
  eos: 151645,
  visionStart: 151652,
  visionEnd: 151653,
  vision: 151654,
  image: 151655,
  video: 151656,
};

const shared = {
  family: 'qwen2_vl',
  rmsNormEps: 1e-6,
  ropeTheta: 1_000_000,
  tieWordEmbeddings: true,
  maxPositions: 32_768,
  initializerRange: 0.02,
} as const;

const small = { ...shared, maxPositions: 4096, ropeTheta: 10_000, dtype: 'float32' } as const;

const patches = {
  channels: 3,
  patchSize: 14,
  temporalPatchSize: 2,
  spatialMergeSize: 2,
  windows: null,
} as const;

const publishedVision = { ...patches, depth: 32, embedDim: 1280, mlpSize: 5120, numHeads: 16 } as const;

function preset(
  shape: Omit<Qwen2VlConfig, 'vocabSize' | 'tokens'>,
  published: Vocabulary = { size: 151936, tokens: publishedTokens },
): Preset {
  return ({ size, tokens } = published) => ({ ...shape, vocabSize: size, tokens });
}

/**
 * Model sizes by name: `tiny` for tests, `digits` for the demo, and the published shapes.
 *
 * Source  the published shapes: config.json of Qwen/Qwen2-VL-2B-Instruct and Qwen/Qwen2-VL-7B-Instruct
 */
export const presets: Registry<Preset> = defineRegistry('model preset', {
  tiny: preset({
    ...small,
    hiddenSize: 32,
    intermediateSize: 64,
    numLayers: 2,
    numHeads: 4,
    numKvHeads: 2,
    mropeSection: [2, 1, 1],
    vision: { ...patches, depth: 1, embedDim: 16, numHeads: 2, mlpSize: 32 },
  }),
  // The image is the hard part, and each of its few tokens costs what a token of text does: a wide tower, a thin
  // decoder. Low theta and most frequencies to the width axis, since the digits differ in their column only.
  digits: preset({
    ...small,
    ropeTheta: 30,
    initializerRange: 0.05,
    hiddenSize: 96,
    intermediateSize: 288,
    numLayers: 3,
    numHeads: 4,
    numKvHeads: 2,
    mropeSection: [1, 1, 10],
    vision: { ...patches, depth: 2, embedDim: 128, numHeads: 4, mlpSize: 512 },
  }),
  'qwen2-vl-2b': preset({
    ...shared,
    dtype: 'bfloat16',
    hiddenSize: 1536,
    intermediateSize: 8960,
    numLayers: 28,
    numHeads: 12,
    numKvHeads: 2,
    mropeSection: [16, 24, 24],
    vision: publishedVision,
  }),
  'qwen2-vl-7b': preset(
    {
      ...shared,
      dtype: 'bfloat16',
      tieWordEmbeddings: false,
      hiddenSize: 3584,
      intermediateSize: 18944,
      numLayers: 28,
      numHeads: 28,
      numKvHeads: 4,
      mropeSection: [16, 24, 24],
      vision: publishedVision,
    },
    { size: 152064, tokens: publishedTokens },
  ),
});
