/** Element type of a checkpoint's weights on disk. */
export type CheckpointDtype = 'float32' | 'bfloat16' | 'float16';

/** Ids of the tokens the model itself treats in a special way. */
export interface SpecialTokenIds {
  readonly bos: number;
  readonly eos: number;
  readonly visionStart: number;
  readonly visionEnd: number;
  readonly vision: number;
  readonly image: number;
  readonly video: number;
}

/** The two generations of the architecture; their text decoders are the same. */
export type Family = 'qwen2_vl' | 'qwen2_5_vl';

/** The windows in which most blocks of a Qwen2.5-VL tower attend. */
export interface WindowConfig {
  /** Pixels along each side. */
  readonly size: number;
  /** Blocks that attend to the whole frame. */
  readonly fullBlocks: readonly number[];
  /** Positions per second of video. */
  readonly tokensPerSecond: number;
}

/** The vision tower: a transformer over image patches, and the merger into the width of the text model. */
export interface VisionConfig {
  readonly depth: number;
  /** Width of the tower. */
  readonly embedDim: number;
  readonly numHeads: number;
  /** Width of the MLP. */
  readonly mlpSize: number;
  /** Colour channels. */
  readonly channels: number;
  /** Pixels. */
  readonly patchSize: number;
  /** Frames in one patch. */
  readonly temporalPatchSize: number;
  /** Patches merged into one image token, along each side. */
  readonly spatialMergeSize: number;
  /** Null where every block attends to the whole frame, as in Qwen2-VL. */
  readonly windows: WindowConfig | null;
}

/**
 * The shape of a Qwen2-VL or Qwen2.5-VL, whichever of the two layouts of `config.json` it came from.
 *
 * Source  transformers Qwen2VLConfig, Qwen2_5_VLConfig; arXiv:2409.12191, arXiv:2502.13923
 */
export interface Qwen2VlConfig {
  readonly family: Family;
  readonly vocabSize: number;
  readonly hiddenSize: number;
  /** Width of the MLP. */
  readonly intermediateSize: number;
  readonly numLayers: number;
  readonly numHeads: number;
  /** Key and value heads; each serves `numHeads / numKvHeads` consecutive query heads. */
  readonly numKvHeads: number;
  readonly rmsNormEps: number;
  readonly ropeTheta: number;
  /** Rotary frequencies given to time, height and width; they sum to half the head width. */
  readonly mropeSection: readonly [time: number, height: number, width: number];
  /** Whether the output head is the token embedding. */
  readonly tieWordEmbeddings: boolean;
  readonly maxPositions: number;
  /** Standard deviation of freshly initialised weights. */
  readonly initializerRange: number;
  readonly dtype: CheckpointDtype;
  readonly tokens: SpecialTokenIds;
  readonly vision: VisionConfig;
}

/** Width of one attention head of the text decoder. */
export function headDim(config: Qwen2VlConfig): number {
  return config.hiddenSize / config.numHeads;
}

/** Width of one attention head of the vision tower. */
export function visionHeadDim({ vision }: Qwen2VlConfig): number {
  return vision.embedDim / vision.numHeads;
}

/** Numbers in one flattened patch: channels, frames, rows, columns. */
export function patchDim({ vision }: Qwen2VlConfig): number {
  return vision.channels * vision.temporalPatchSize * vision.patchSize * vision.patchSize;
}

/** Patches merged into one image token. */
export function mergeUnit({ vision }: Qwen2VlConfig): number {
  return vision.spatialMergeSize * vision.spatialMergeSize;
}

/** Merged tokens along each side of an attention window. */
export function windowSide({ vision }: Qwen2VlConfig, { size }: WindowConfig): number {
  return Math.floor(size / vision.spatialMergeSize / vision.patchSize);
}
