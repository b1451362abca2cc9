import type { RunConfig } from '@stepgrpo/core';
import { recomputesLayers, type Qwen2VlConfig } from '@stepgrpo/model';
import type { ModelSizes } from './model-sizes';
import { patchesOf } from './plan-memory';

/** Floating-point operations of a core in a second, in products of many lines (measured: 47e9; docs/memory.md). */
const FLOPS_PER_CORE = 45e9;
/** Seconds in which a core reads one stored weight in a decoding step (measured on two cores: 0.6 to 1.1 ns). */
const SECONDS_PER_WEIGHT = 2e-9;

/**
 * Seconds of one StepGRPO step, at the longest prompts and completions.
 *
 * Equation  forward = 2 (N_layers tokens + N_head completion tokens + N_vision patches) / F, for prompts, reference and update;
 *           each pass over them is an update of 3, of 4 where layers are computed again;  F = 45 GFLOP/s a core
 *           decoding: T max(2 ns N / cores, 2 N rows / F), N = N_layers + N_head
 */
export function planStepSeconds(
  config: RunConfig,
  shape: Qwen2VlConfig,
  { sizes, cores }: { readonly sizes: ModelSizes; readonly cores: number },
): Readonly<Record<'sample' | 'reference' | 'update', number>> {
  const { stepgrpo: rl } = config;
  if (rl === undefined) return { sample: 0, reference: 0, update: 0 };
  const flops = FLOPS_PER_CORE * cores;
  const rows = rl.promptsPerStep * rl.groupSize;
  const { layerParameters: layers, headParameters: head, visionParameters } = sizes;
  const patches = rl.promptsPerStep * patchesOf(shape, config, rl.maxPromptTokens);
  const vision = (2 * visionParameters * patches) / flops;
  const length = rl.maxPromptTokens + rl.maxCompletionTokens;
  const forward = (2 * rows * (layers * length + head * rl.maxCompletionTokens)) / flops + vision;
  const prefill = (2 * layers * rl.promptsPerStep * rl.maxPromptTokens) / flops + vision;
  const reading = ((layers + head) * SECONDS_PER_WEIGHT) / cores;
  const step = Math.max(reading, (2 * (layers + head) * rows) / flops);
  const passes = recomputesLayers(shape, rl.optim.microBatchSize, length) ? 4 : 3;
  return {
    sample: prefill + rl.maxCompletionTokens * step,
    reference: rl.klCoefficient > 0 ? forward : 0,
    update: rl.iterations * passes * forward,
  };
}

/** Bytes a run leaves on disk: checkpoints with their moments, the reference and the final model. */
export function planDisk({ checkpoints, stepgrpo, model }: RunConfig, sizes: ModelSizes): number {
  const written = model.lora === undefined ? 4 * sizes.parameters : 4 * sizes.trainable;
  const checkpoint = written + 8 * sizes.trainable;
  const reference = stepgrpo !== undefined && stepgrpo.klCoefficient > 0 ? written : 0;
  return (checkpoints.keep + 1) * checkpoint + reference + sizes.diskBytes; // the oldest goes last
}
