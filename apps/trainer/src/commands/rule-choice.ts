import { ConfigError, type RewardConfig } from '@stepgrpo/core';
import { loadConfig } from '../config/load';
import { defaultRules } from '../evaluation';

/** How a command line says which rules it means. */
export interface RuleChoice {
  /** Rules of @stepgrpo/rewards by name. */
  readonly rules?: readonly string[];
  /** A run config to take rules, weights and options from. */
  readonly config?: string;
}

/**
 * The rules a command line asks for; those every evaluation reports when it says nothing.
 *
 * Throws  ConfigError when it says both, or the config has no rules
 */
export function ruleConfigs({ rules, config }: RuleChoice): readonly RewardConfig[] {
  if (rules !== undefined && config !== undefined) {
    throw new ConfigError('--rules and --config do not go together.', 'give one of them.');
  }
  if (rules !== undefined) return rules.map((name) => ({ name, weight: 1, options: {} }));
  if (config === undefined) return defaultRules;
  const { stepgrpo } = loadConfig(config).config;
  if (stepgrpo === undefined) throw new ConfigError('has no stepgrpo.rewards.', 'use --rules.', config);
  return stepgrpo.rewards;
}
