import type { RunConfig } from '@stepgrpo/core';
import { parameterCount, type Qwen2VlConfig } from '@stepgrpo/model';
import type { ModelSizes } from './model-sizes';
import { patchesOf } from './plan-memory';

/** Products of a core, in floating-point operations a second: half of what one reaches in large products (docs/memory.md). */
const FLOPS_PER_CORE = 30e9;
/** Seconds to read one stored weight in a decoding step (measured: 0.6 to 1.1 ns on two cores). */
const SECONDS_PER_WEIGHT = 1e-9;

/**
 * Seconds of one StepGRPO step, at the longest prompts and completions.
 *
 * Equation  decoding: T max(1 ns N, 2 N rows / F);  scoring and update: 2 N tokens / F, times 1 for the reference and 3 for the
 *           update (4 where layers are computed again); F = 30 GFLOP/s a core
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
  const tokens = rows * (rl.maxPromptTokens + rl.maxCompletionTokens);
  const vision =
    2 * sizes.visionParameters * rl.promptsPerStep * patchesOf(shape, config, rl.maxPromptTokens);
  const text = 2 * sizes.textParameters;
  const step = Math.max((sizes.textParameters * SECONDS_PER_WEIGHT * 2) / cores, (text * rows) / flops);
  const prefill = (text * rl.promptsPerStep * rl.maxPromptTokens + vision) / flops;
  const scoring = (text * tokens + vision) / flops;
  const passes = parameterCount(shape) > 5e8 ? 4 : 3;
  return {
    sample: prefill + rl.maxCompletionTokens * step,
    reference: rl.klCoefficient > 0 ? scoring : 0,
    update: passes * scoring,
  };
}

/** Bytes a run leaves on disk: checkpoints with their moments, the reference and the final model. */
export function planDisk({ checkpoints, stepgrpo, model }: RunConfig, sizes: ModelSizes): number {
  const written = model.lora === undefined ? 4 * sizes.parameters : 4 * sizes.trainable;
  const checkpoint = written + 8 * sizes.trainable;
  const reference = stepgrpo !== undefined && stepgrpo.klCoefficient > 0 ? written : 0;
  return (checkpoints.keep + 1) * checkpoint + reference + sizes.diskBytes; // the oldest goes last
}
