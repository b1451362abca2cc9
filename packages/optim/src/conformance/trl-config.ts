import { ConfigError, isStepGrpoError } from '@stepgrpo/core';
import { exactCheck, type Check } from './check';
import { caseReader, type CaseReader, type JsonRecord } from './json';
import { settingsFromTrl } from './trl-settings';

/** GRPOConfig's defaults, as far as a check or the objective reads them; two completions of one prompt. */
const defaults: JsonRecord = {
  loss_type: 'dapo',
  importance_sampling_level: 'token',
  beta: 0,
  epsilon: 0.2,
  num_generations: 2,
  per_device_train_batch_size: 2,
  gradient_accumulation_steps: 1,
  scale_rewards: 'group',
  multi_objective_aggregation: 'sum_then_normalize',
  top_entropy_quantile: 1,
  entropy_coef: 0,
  sapo_temperature_pos: 1,
  sapo_temperature_neg: 1.05,
  vespo_k_pos: 2,
  vespo_lambda_pos: 3,
  vespo_k_neg: 3,
  vespo_lambda_neg: 2,
  vllm_importance_sampling_correction: true,
  vllm_importance_sampling_mode: 'sequence_mask',
  vllm_importance_sampling_clip_max: 3,
};

/**
 * Refuses what TRL refuses, with one reward function and one process.
 *
 * Source  huggingface/trl trl/trainer/grpo_config.py (__post_init__), grpo_trainer.py (__init__, first use)
 * Throws  ConfigError that names the option
 */
export function checkTrlConfig(overrides: JsonRecord): void {
  const config = caseReader({ ...defaults, ...overrides }, 'GRPOConfig');
  const refuse = (isWrong: boolean, option: string, what: string, fix: string): void => {
    if (isWrong) throw new ConfigError(what, fix, option);
  };
  const group = config.number('num_generations');
  const steps = config.optional('steps_per_generation') ?? config.number('gradient_accumulation_steps');
  const batch =
    config.optional('generation_batch_size') ?? config.number('per_device_train_batch_size') * steps;
  const scale = JSON.stringify(config.raw('scale_rewards'));
  refuse(group < 2, 'num_generations', `A group of ${group} has no baseline.`, 'sample at least 2.');
  refuse(
    config.has('generation_batch_size') && config.has('steps_per_generation'),
    'generation_batch_size',
    'It and steps_per_generation say the same thing twice.',
    'give one of them.',
  );
  refuse(
    batch % group !== 0,
    'num_generations',
    `${batch} completions are not whole groups of ${group}.`,
    'make the generation batch a multiple of num_generations.',
  );
  refuse(
    batch % config.number('per_device_train_batch_size') !== 0,
    'generation_batch_size',
    `${batch} completions do not fill whole batches.`,
    'make it a multiple of per_device_train_batch_size.',
  );
  const [min, max] = ['min', 'max'].map((bound) => config.optional(`vllm_importance_sampling_clip_${bound}`));
  refuse(
    min !== undefined && max !== undefined && min >= max,
    'vllm_importance_sampling_clip_min',
    `${min} is not below clip_max ${max}.`,
    'give bounds in order.',
  );
  refuse(
    config.flag('sync_ref_model') && config.number('beta') === 0,
    'sync_ref_model',
    'Without a KL term there is no reference to synchronise.',
    'set beta above 0.',
  );
  refuse(
    config.has('reward_weights') && config.list('reward_weights').length !== 1,
    'reward_weights',
    'There is not one weight per reward function.',
    'give as many weights as functions.',
  );
  refuse(
    !['"group"', '"batch"', '"none"', 'true', 'false'].includes(scale),
    'scale_rewards',
    `There is no ${scale}.`,
    'use group, batch or none.',
  );
  refuse(
    !['sum_then_normalize', 'normalize_then_sum'].includes(config.text('multi_objective_aggregation')),
    'multi_objective_aggregation',
    `There is no "${config.text('multi_objective_aggregation')}".`,
    'use sum_then_normalize or normalize_then_sum.',
  );
  refuse(
    config.has('log_completions_hub_repo') && !config.flag('log_completions'),
    'log_completions_hub_repo',
    'Completions that are not logged cannot be published.',
    'set log_completions.',
  );
  refuse(
    config.flag('auto_find_batch_size'),
    'auto_find_batch_size',
    'A batch that shrinks would tear groups apart.',
    'choose a batch size.',
  );
  settingsFromTrl(config);
}

/** Whether a configuration is accepted or refused as TRL does; when in its life TRL notices is not compared. */
export async function trlConfigChecks(given: CaseReader): Promise<Check[]> {
  const raisesAt = given.record('expected').has('raises_at')
    ? given.record('expected').text('raises_at')
    : null;
  const problem = problemOf((given.raw('config') ?? {}) as JsonRecord);
  return [
    exactCheck(
      'refused',
      (problem === null) === (raisesAt === null),
      `${problem ?? 'accepted'}; TRL: ${raisesAt === null ? 'accepted' : `refused at ${raisesAt}`}`,
    ),
  ];
}

function problemOf(overrides: JsonRecord): string | null {
  try {
    checkTrlConfig(overrides);
    return null;
  } catch (error) {
    if (isStepGrpoError(error)) return error.message;
    throw error;
  }
}
