import { ConfigError } from '@stepgrpo/core';
import { checkSettings } from '../objective/check-settings';
import { defaultSettings, type MismatchCorrection, type ObjectiveSettings } from '../objective/settings';
import type { CaseReader } from './json';

/** TRL's loss types in our pieces. */
const lossTypes: Readonly<Record<string, Pick<ObjectiveSettings, 'policy' | 'aggregation'>>> = {
  grpo: { policy: 'clipped', aggregation: 'row-mean' },
  bnpo: { policy: 'clipped', aggregation: 'token-mean' },
  dr_grpo: { policy: 'clipped', aggregation: 'fixed-length' },
  dapo: { policy: 'clipped', aggregation: 'generation-token-mean' },
  luspo: { policy: 'clipped', aggregation: 'row-sum' },
  cispo: { policy: 'cispo', aggregation: 'generation-token-mean' },
  sapo: { policy: 'sapo', aggregation: 'row-mean' },
  vespo: { policy: 'vespo', aggregation: 'generation-token-mean' },
  gmpo: { policy: 'gmpo', aggregation: 'row-mean' },
};
const levels: Readonly<Record<string, ObjectiveSettings['ratio']>> = {
  token: 'token',
  sequence: 'sequence',
  sequence_token: 'sequence-token',
};
const modes: Readonly<Record<string, MismatchCorrection['mode']>> = {
  token_truncate: 'token-truncate',
  token_mask: 'token-mask',
  sequence_truncate: 'sequence-truncate',
  sequence_mask: 'sequence-mask',
};

/**
 * The objective that a GRPOConfig of TRL describes, faults included.
 *
 * Source  huggingface/trl trl/trainer/grpo_config.py
 * Throws  ConfigError for a name TRL does not know, or settings that it refuses
 */
export function settingsFromTrl(config: CaseReader): ObjectiveSettings {
  const pieces = named(lossTypes, config.text('loss_type'), 'loss_type');
  const epsilonLow = config.number('epsilon');
  const epsilonHigh = config.optional('epsilon_high') ?? epsilonLow;
  const isGmpo = pieces.policy === 'gmpo';
  const delta = config.optional('delta');
  const threshold = config.optional('off_policy_mask_threshold');
  const corrects = config.flag('use_vllm') && config.flag('vllm_importance_sampling_correction') && !isGmpo;
  return checkSettings({
    ...defaultSettings,
    ...pieces,
    ratio: isGmpo
      ? 'token'
      : named(levels, config.text('importance_sampling_level'), 'importance_sampling_level'),
    epsilonLow,
    epsilonHigh,
    weightMax: epsilonHigh,
    temperaturePositive: config.number('sapo_temperature_pos'),
    temperatureNegative: config.number('sapo_temperature_neg'),
    vespoPositive: { k: config.number('vespo_k_pos'), lambda: config.number('vespo_lambda_pos') },
    vespoNegative: { k: config.number('vespo_k_neg'), lambda: config.number('vespo_lambda_neg') },
    klBiasCorrection: config.flag('use_bias_correction_kl'),
    topEntropy: config.number('top_entropy_quantile'),
    entropyBonus: !isGmpo && (config.number('entropy_coef') !== 0 || config.flag('use_adaptive_entropy')),
    maxLogRatio: Infinity,
    compat: 'trl',
    ...(delta === undefined ? {} : { delta }),
    ...(threshold === undefined ? {} : { offPolicyThreshold: threshold }),
    ...(corrects ? { mismatch: mismatchFromTrl(config) } : {}),
  });
}

function mismatchFromTrl(config: CaseReader): MismatchCorrection {
  const mode = named(modes, config.text('vllm_importance_sampling_mode'), 'vllm_importance_sampling_mode');
  const min = config.optional('vllm_importance_sampling_clip_min');
  const max = config.optional('vllm_importance_sampling_clip_max');
  return { mode, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function named<T>(table: Readonly<Record<string, T>>, name: string, option: string): T {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined)
    throw new ConfigError(
      `TRL knows no ${option} "${name}".`,
      `use one of: ${Object.keys(table).join(', ')}.`,
      option,
    );
  return found;
}
