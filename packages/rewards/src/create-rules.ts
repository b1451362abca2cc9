import { ConfigError } from '@stepgrpo/core';
import type { RewardConfig, RewardRule } from '@stepgrpo/core';
import { loadRule } from './load-rule';
import type { ImportModule } from './load-rule';
import { rules } from './rules';
import type { WeightedRule } from './score-group';

/** What `createRules` gets beyond the configs. */
export interface CreateRulesOptions {
  /** How a module is loaded; `import()` when absent. */
  readonly importModule?: ImportModule;
}

/**
 * The rules of a run, with their weights: those of this package by name, others by the path of their module.
 *
 * Throws  UnknownNameError for a name nobody registered; ConfigError for wrong options, a module that is no rule, or two
 *         rules of one name
 */
export async function createRules(
  configs: readonly RewardConfig[],
  options: CreateRulesOptions = {},
): Promise<WeightedRule[]> {
  const weighted: WeightedRule[] = [];
  for (const config of configs) {
    const rule = await createRule(config, options);
    if (weighted.some((other) => other.rule.name === rule.name)) {
      throw new ConfigError(
        `two rules are called "${rule.name}".`,
        'give it once, or rename the one from your module: its name is its key in the run log.',
        config.module ?? 'rewards',
      );
    }
    weighted.push({ rule, weight: config.weight });
  }
  return weighted;
}

async function createRule(config: RewardConfig, { importModule }: CreateRulesOptions): Promise<RewardRule> {
  const { name, module, options } = config;
  if (module !== undefined) return loadRule(module, options, importModule);
  if (name !== undefined) return rules.get(name)(options);
  throw new ConfigError('a reward has neither "name" nor "module".', 'give one of them.', 'rewards');
}
