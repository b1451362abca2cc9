import {
  ConfigError,
  type EvalConfig,
  type RewardConfig,
  type RlConfig,
  type RunConfig,
  type WarmupConfig,
} from '@stepgrpo/core';

/** One row of the comparison: what StepGRPO trains with, from the same warm-up as all others. */
export interface Arm {
  readonly name: string;
  /** In words, for the table. */
  readonly label: string;
  /** The phase of this arm; null: the warm-up alone. */
  readonly phase: ((rl: RlConfig) => RlConfig) | null;
}

const outcomeRule = 'answer';
const accuracyRule = 'step-accuracy';
const validityRule = 'step-validity';

/** The rewards of an arm: those of the config by name, with the config's options; rules of other names stay as they are. */
function rewards(...names: readonly string[]): (rl: RlConfig) => RlConfig {
  return ({ stepwise: _stepwise, ...rl }) => ({
    ...rl,
    rewards: [
      ...names.map((name) => configured(rl.rewards, name)),
      ...rl.rewards.filter(({ name = '' }) => ![outcomeRule, accuracyRule, validityRule].includes(name)),
    ],
  });
}

/** A rule as the config has it. The outcome alone is judged in the mode of step accuracy. */
function configured(all: readonly RewardConfig[], name: string): RewardConfig {
  const found = all.find((reward) => reward.name === name);
  if (found !== undefined) return found;
  const accuracy = all.find((reward) => reward.name === accuracyRule);
  const mode = accuracy?.options['mode'];
  if (name !== outcomeRule) return { name, weight: 1, options: {} };
  return { name, weight: accuracy?.weight ?? 1, options: mode === undefined ? {} : { mode } };
}

/** Step-wise credit as the config has it, or with steps compared with those at their place, which share a template. */
const credited =
  (reduce: 'sum' | 'min') =>
  (rl: RlConfig): RlConfig => {
    const base = {
      normalization: 'step-index',
      gamma: 1,
      epsilon: 1e-4,
      processWeight: 1,
      outcomeWeight: 0,
    } as const;
    return { ...rewards(accuracyRule, validityRule)(rl), stepwise: { ...base, ...rl.stepwise, reduce } };
  };

/** Every arm, in the order of the table. The first two are what the others are compared with. */
export const arms: readonly Arm[] = [
  { name: 'warm-up', label: 'warm-up only', phase: null },
  { name: 'outcome', label: 'GRPO, outcome reward', phase: rewards(outcomeRule) },
  { name: 'step-rar', label: '+ StepRAR', phase: rewards(accuracyRule) },
  { name: 'step-rvr', label: '+ StepRVR', phase: rewards(outcomeRule, validityRule) },
  { name: 'stepgrpo', label: 'StepGRPO (both)', phase: rewards(accuracyRule, validityRule) },
  { name: 'stepwise-sum', label: 'StepGRPO, step-wise credit (sum)', phase: credited('sum') },
  { name: 'stepwise-min', label: 'StepGRPO, step-wise credit (min)', phase: credited('min') },
];

/** The config of the warm-up of one seed. */
export function warmupConfig(config: RunConfig, seed: number): RunConfig {
  const { stepgrpo: _stepgrpo, ...rest } = requirePhases(config);
  const output = { ...rest.output, export: 'merged' as const }; // arms begin with weights, not with an adapter of their own
  return { ...rest, output, seed, name: `${config.name}-warm-up-${seed}` };
}

/** The config of one arm and seed, from the weights of its warm-up. */
export function armConfig(
  config: RunConfig,
  { arm, seed, warmup }: { readonly arm: Arm; readonly seed: number; readonly warmup: string },
): RunConfig {
  const { warmup: _warmup, stepgrpo, model, ...rest } = requirePhases(config);
  const { preset: _preset, vocabSize: _vocabSize, ...bounds } = model;
  const phase = arm.phase === null ? {} : { stepgrpo: arm.phase(stepgrpo) };
  return {
    ...rest,
    ...phase,
    model: { ...bounds, path: warmup },
    seed,
    name: `${config.name}-${arm.name}-${seed}`,
  };
}

/**
 * The config, if there is something to compare in it.
 *
 * Throws  ConfigError when a phase or the evaluation is missing
 */
export function requirePhases(config: RunConfig): AblatableConfig {
  for (const name of ['warmup', 'stepgrpo', 'eval'] as const)
    if (config[name] === undefined)
      throw new ConfigError(
        `the config has no [${name}].`,
        'an ablation needs warmup, stepgrpo and eval.',
        name,
      );
  return config as AblatableConfig;
}

/** A config with everything an ablation needs. */
type AblatableConfig = RunConfig & {
  readonly warmup: WarmupConfig;
  readonly stepgrpo: RlConfig;
  readonly eval: EvalConfig;
};
