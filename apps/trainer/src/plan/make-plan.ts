import { runConfigSchema, type RunConfig } from '@stepgrpo/core';
import type { Qwen2VlConfig } from '@stepgrpo/model';
import { modelSizes } from './model-sizes';
import { planDisk, planStepSeconds } from './plan-costs';
import { planMemory, type StageMemory } from './plan-memory';

/** What a run may use. */
export interface PlanMachine {
  readonly memoryBytes: number;
  readonly cores: number;
  /** Free where the run is written. */
  readonly diskBytes: number;
}

/** A change of the config, and the peak memory with it. */
export interface Knob {
  /** As `--set` takes it. */
  readonly set: string;
  readonly peakBytes: number;
}

/** What a run will need, before anything of it is loaded. */
export interface RunPlan {
  readonly parameters: number;
  readonly trainable: number;
  readonly stages: readonly StageMemory[];
  readonly peakBytes: number;
  readonly diskBytes: number;
  /** Of one StepGRPO step, and of all of them. */
  readonly stepSeconds: Readonly<Record<string, number>>;
  readonly totalSeconds: number;
  /** Memory of a machine that would do, in bytes. */
  readonly machineBytes: number;
  readonly fits: boolean;
  /** Whether memory alone would do. */
  readonly fitsMemory: boolean;
  /** Changes that lower the peak, the most effective first; empty where memory does. */
  readonly knobs: readonly Knob[];
}

/** The adapters a config gets that says no more than [model.lora]. */
const defaultLora = runConfigSchema.parse({ name: 'lora', model: { preset: 'tiny', lora: {} } }).model.lora;

/** Share of the memory that is left to the system. */
const RESERVE = 0.05;

/** Predicts memory, disk and time of a run from its config and the shape of its model. */
export function makePlan(config: RunConfig, shape: Qwen2VlConfig, machine: PlanMachine): RunPlan {
  const sizes = modelSizes(shape, config.model);
  const stages = planMemory(config, shape, sizes);
  const peakBytes = peakOf(stages, sizes.weightBytes);
  const diskBytes = planDisk(config, sizes);
  const stepSeconds = planStepSeconds(config, shape, { sizes, cores: machine.cores });
  const perStep = Object.values(stepSeconds).reduce((a, b) => a + b, 0);
  const fitsMemory = peakBytes <= machine.memoryBytes * (1 - RESERVE);
  return {
    parameters: sizes.parameters,
    trainable: sizes.trainable,
    stages,
    peakBytes,
    diskBytes,
    stepSeconds,
    totalSeconds: perStep * (config.stepgrpo?.steps ?? 0),
    machineBytes: machineFor(peakBytes),
    fits: fitsMemory && diskBytes <= machine.diskBytes,
    fitsMemory,
    knobs: fitsMemory ? [] : knobsOf(config, shape, peakBytes),
  };
}

const peakOf = (stages: readonly StageMemory[], least: number): number =>
  stages.reduce((most, { bytes }) => Math.max(most, bytes), least);

/** The next usual amount of memory that leaves the reserve. */
function machineFor(peakBytes: number): number {
  let gigabytes = 4;
  while (gigabytes * 1e9 * (1 - RESERVE) < peakBytes) gigabytes *= gigabytes % 3 === 0 ? 4 / 3 : 3 / 2;
  return gigabytes * 1e9;
}

/** Each change of one setting that lowers the peak by a hundredth or more. */
function knobsOf(config: RunConfig, shape: Qwen2VlConfig, peakBytes: number): readonly Knob[] {
  const { model, stepgrpo: rl, warmup } = config;
  const lora = defaultLora;
  const tries: [string, RunConfig][] = [];
  if (model.lora === undefined && lora !== undefined)
    tries.push(['model.lora.rank=16', { ...config, model: { ...model, lora } }]);
  if (rl !== undefined) {
    const withRl = (change: Partial<typeof rl>): RunConfig => ({ ...config, stepgrpo: { ...rl, ...change } });
    const half = Math.max(1, Math.floor(rl.maxCompletionTokens / 2));
    tries.push(
      ['stepgrpo.optim.microBatchSize=1', withRl({ optim: { ...rl.optim, microBatchSize: 1 } })],
      [`stepgrpo.maxCompletionTokens=${half}`, withRl({ maxCompletionTokens: half })],
      ['stepgrpo.promptsPerStep=1', withRl({ promptsPerStep: 1 })],
      ['stepgrpo.klCoefficient=0', withRl({ klCoefficient: 0 })],
    );
  }
  if (warmup !== undefined) {
    const optim = { ...warmup.optim, microBatchSize: 1 };
    tries.push(['warmup.optim.microBatchSize=1', { ...config, warmup: { ...warmup, optim } }]);
  }
  return tries
    .filter(([, changed]) => runConfigSchema.safeParse(changed).success)
    .map(([set, changed]) => {
      const sizes = modelSizes(shape, changed.model);
      return { set, peakBytes: peakOf(planMemory(changed, shape, sizes), sizes.weightBytes) };
    })
    .filter((knob) => knob.peakBytes < 0.99 * peakBytes)
    .sort((a, b) => a.peakBytes - b.peakBytes);
}
