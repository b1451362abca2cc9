import type { RunConfig } from '@stepgrpo/core';
import {
  completionBucket,
  headDim,
  keptLayerBytes,
  lengthBucket,
  LOGITS_AT_ONCE,
  patchBucket,
  recomputesLayers,
  type Qwen2VlConfig,
} from '@stepgrpo/model';
import type { ModelSizes } from './model-sizes';

/** What holds memory while a stage runs, in bytes. */
export interface StageMemory {
  readonly stage: string;
  readonly parts: Readonly<Record<string, number>>;
  readonly bytes: number;
}

/** Node.js, TensorFlow.js and ONNX Runtime before any model (measured, docs/memory.md). */
export const PROCESS_BYTES = 220e6;
/** Programs, libraries and garbage that a run of any size has gathered by its end (measured, docs/memory.md). */
const RUN_BYTES = 260e6;
/** A long prompt of the digits task, in tokens; the config's bound for any other data. */
const DIGITS_PROMPT = 48;
/** A long reasoning path of the digits task; and what is taken for other data when nothing in the config says more. */
const DIGITS_PATH = 112;
const LONGEST_PATH = 512;
/** Logits at once where the vocabulary is taken in parts. */
const LOGITS_IN_PARTS = 2 ** 22;

/** Resident bytes for one that is kept for the backward pass: parts are freed before others come (a fit, docs/memory.md). */
const RESIDENT_OF_KEPT = 0.85;
/** Layers at once, where they are computed again (a fit, docs/memory.md). */
const RECOMPUTED_AT_ONCE = 1.5;

/** The largest image of a prompt, in patches: what the data draws, the pixel bound or the prompt allow. */
export function patchesOf(shape: Qwen2VlConfig, config: RunConfig, promptTokens: number): number {
  const { patchSize, spatialMergeSize } = shape.vision;
  const sources = [config.warmup?.data, config.stepgrpo?.data, config.eval?.data];
  const drawn = sources.map((data) => (data?.kind === 'digits' ? data.digits[1] * 28 * 28 : Infinity));
  const known = Math.max(...drawn.filter((_, i) => sources[i] !== undefined));
  const pixels = Math.min(config.model.maxPixels ?? Infinity, sources.some(Boolean) ? known : Infinity);
  return Math.max(16, Math.min(Math.floor(pixels / patchSize ** 2), promptTokens * spatialMergeSize ** 2));
}

/** Memory of each stage of a run, at its longest prompts and completions. */
export function planMemory(
  config: RunConfig,
  shape: Qwen2VlConfig,
  sizes: ModelSizes,
): readonly StageMemory[] {
  const stages: StageMemory[] = [];
  const { warmup, stepgrpo: rl, eval: evaluation } = config;
  const fixed = { process: PROCESS_BYTES, 'what runs gather': RUN_BYTES, weights: sizes.weightBytes };
  const add = (stage: string, parts: Readonly<Record<string, number>>): void => {
    const all = { ...fixed, ...parts };
    stages.push({ stage, parts: all, bytes: Object.values(all).reduce((a, b) => a + b, 0) });
  };
  const isDigits = (rl?.data ?? warmup?.data ?? evaluation?.data)?.kind === 'digits';
  const prompt = Math.min(rl?.maxPromptTokens ?? 512, isDigits ? DIGITS_PROMPT : Infinity);
  const optimizer = { 'optimizer state': 8 * sizes.trainable };
  if (warmup !== undefined) {
    const longest = isDigits ? DIGITS_PATH : LONGEST_PATH;
    const completion = rl?.maxCompletionTokens ?? evaluation?.maxCompletionTokens ?? longest;
    add('warm-up update', {
      ...optimizer,
      ...updateParts({ batch: warmup.optim.microBatchSize, prompt, completion }),
    });
  }
  if (rl !== undefined) {
    const needsReference = rl.klCoefficient > 0 && config.model.lora === undefined;
    const reference = needsReference ? { reference: sizes.weightBytes } : {};
    const completion = rl.maxCompletionTokens;
    const rows = rl.promptsPerStep * rl.groupSize;
    const kept = { ...reference, ...optimizer };
    add('StepGRPO sampling', {
      ...kept,
      ...samplingParts({ prompts: rl.promptsPerStep, rows, prompt, completion }),
    });
    add('StepGRPO update', {
      ...kept,
      ...updateParts({ batch: rl.optim.microBatchSize, prompt, completion }),
    });
  }
  if (evaluation !== undefined) {
    const { batchSize: rows, maxCompletionTokens: completion } = evaluation;
    add('evaluation', { ...optimizer, ...samplingParts({ prompts: rows, rows, prompt, completion }) });
  }
  return stages;

  function updateParts(given: {
    readonly batch: number;
    readonly prompt: number;
    readonly completion: number;
  }) {
    const length = lengthBucket(given.prompt + given.completion);
    const width = lengthBucket(given.completion);
    const layer = keptLayerBytes(shape, given.batch, length);
    const streams = 4 * shape.numLayers * given.batch * length * shape.hiddenSize;
    const count = given.batch * width * shape.vocabSize;
    const logits = count > LOGITS_AT_ONCE ? 12 * LOGITS_IN_PARTS : 12 * count;
    const recomputes = recomputesLayers(shape, given.batch, length);
    return {
      // new weights and moments beside the old ones, the gradient, and its clipped form
      'update of the weights': 5 * 4 * sizes.trainable,
      'backward pass': recomputes
        ? streams + RECOMPUTED_AT_ONCE * layer + logits
        : RESIDENT_OF_KEPT * (shape.numLayers * layer + logits),
      images: visionBytes(shape, given.batch, given.prompt),
    };
  }

  function samplingParts(given: {
    readonly prompts: number;
    readonly rows: number;
    readonly prompt: number;
    readonly completion: number;
  }) {
    const promptLength = lengthBucket(given.prompt);
    const entries = given.prompts * promptLength + given.rows * completionBucket(given.completion);
    const cache = 8 * shape.numLayers * shape.numKvHeads * headDim(shape) * entries;
    const perRun = Math.max(1, Math.min(given.prompts, Math.floor(8192 / promptLength)));
    return {
      'key/value cache': 1.25 * cache, // while a layer grows, the old one is there too
      logits: 12 * given.rows * shape.vocabSize,
      prefill: 0.5 * keptLayerBytes(shape, perRun, promptLength),
      images: visionBytes(shape, perRun, given.prompt, { isScored: true }),
    };
  }

  /** Scores and MLP of the vision blocks: all of them where the tower learns, one where it does not. */
  function visionBytes(
    { vision }: Qwen2VlConfig,
    images: number,
    promptTokens: number,
    { isScored = false }: { readonly isScored?: boolean } = {},
  ): number {
    const patches = patchBucket(patchesOf(shape, config, promptTokens));
    const learns = !isScored && (config.model.lora === undefined || config.model.lora.vision);
    const perPatch = 10 * vision.embedDim + 2 * vision.mlpSize + 2 * vision.numHeads * patches;
    return 4 * images * patches * perPatch * (learns ? vision.depth : 1);
  }
}
