import { createRng, type EncodedPrompt } from '@stepgrpo/core';
import {
  createPolicy,
  weightSpecs,
  type Qwen2VlConfig,
  type TextBundle,
  type TrainablePolicy,
} from '@stepgrpo/model';
import { sizeOf, type Backend } from '@stepgrpo/tensor';

/** A text decoder of the Qwen2-VL family, and the batch its training step is measured with. */
export interface DecoderSize {
  readonly config: Qwen2VlConfig;
  readonly batch: number;
  readonly length: number;
}

export type SizeName = '1.6M' | '25M' | '105M';

interface Shape {
  readonly vocabSize: number;
  readonly width: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly layers: number;
  readonly mlp: number;
}

/** As small a vision tower as there can be: without images it sees one frame of padding. */
const vision = {
  depth: 1,
  embedDim: 16,
  numHeads: 2,
  mlpSize: 16,
  channels: 3,
  patchSize: 2,
  temporalPatchSize: 1,
  spatialMergeSize: 2,
  windows: null,
} as const;

function decoder({ vocabSize, width, heads, kvHeads, layers, mlp }: Shape): Qwen2VlConfig {
  const half = width / heads / 2;
  return {
    family: 'qwen2_vl',
    dtype: 'float32',
    vocabSize,
    hiddenSize: width,
    intermediateSize: mlp,
    numLayers: layers,
    numHeads: heads,
    numKvHeads: kvHeads,
    rmsNormEps: 1e-6,
    ropeTheta: 10_000,
    mropeSection: [half / 4, (3 * half) / 8, (3 * half) / 8],
    tieWordEmbeddings: true,
    maxPositions: 4096,
    initializerRange: 0.02,
    tokens: { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 },
    vision,
  };
}

const small = { vocabSize: 256, width: 192, heads: 6, kvHeads: 2, layers: 4, mlp: 512 };
const medium = { vocabSize: 4096, width: 512, heads: 8, kvHeads: 2, layers: 8, mlp: 1408 };
const large = { vocabSize: 4096, width: 768, heads: 12, kvHeads: 2, layers: 12, mlp: 3072 };

export const decoderSizes: Readonly<Record<SizeName, DecoderSize>> = {
  '1.6M': { config: decoder(small), batch: 16, length: 128 },
  '25M': { config: decoder(medium), batch: 8, length: 256 },
  '105M': { config: decoder(large), batch: 4, length: 256 },
};

/** Weights of the text decoder, embeddings once: the N of 6 N operations a trained token. */
export function decoderParameters(config: Qwen2VlConfig): number {
  return Object.entries(weightSpecs(config))
    .filter(([name]) => !name.startsWith('visual.'))
    .reduce((total, [, { shape }]) => total + sizeOf(shape), 0);
}

/** A policy of that size with seeded weights and no text side: its prompts are `promptOf` numbers, nothing ends it. */
export function sizedPolicy(config: Qwen2VlConfig, backend: Backend): TrainablePolicy {
  const text: TextBundle = {
    vocabSize: config.vocabSize,
    endTokenIds: [],
    imageTokenId: config.tokens.image,
    padTokenId: config.tokens.eos,
    specialTokens: new Map(),
    encodeText: () => [],
    decodeText: () => '',
    decodeWithStarts: () => ({ text: '', starts: [] }),
    encodePrompt: async ({ id }) => randomPrompt(id, 10, config.vocabSize),
    save: async () => undefined,
  };
  return createPolicy({ config, text, backend, rng: createRng(1), name: 'speed' });
}

/** A prompt of so many seeded tokens, the special ones left out. */
export function randomPrompt(seed: string, length: number, vocabSize: number): EncodedPrompt {
  return { tokenIds: randomTokens(seed, length, vocabSize), imageSpans: [], images: [] };
}

/** Seeded tokens, the special ones left out. */
export function randomTokens(seed: string, length: number, vocabSize: number): number[] {
  const rng = createRng(seed);
  return Array.from({ length }, () => 7 + Math.floor(rng.uniform() * (vocabSize - 7)));
}
