import { ConfigError } from '@stepgrpo/core';
import type { RewardConfig, RewardRule } from '@stepgrpo/core';
import { loadRule } from './load-rule';
import type { ImportModule } from './load-rule';
import { assertComposable } from './composition';
import type { WeightedRule } from './composition';
import type { RuleContext } from './rule-context';
import { rules } from './rules';

/** What `createRules` gets beyond the configs: what rules need of the outside, and how a module is loaded. */
export interface CreateRulesOptions extends RuleContext {
  /** How a module is loaded; `import()` when absent. */
  readonly importModule?: ImportModule;
}

/**
 * The rules of a run, with their weights, bounds and gates: those of this package by name, others by the path of their module.
 *
 * Throws  UnknownNameError for a name nobody registered; ConfigError for wrong options, a module that is no rule, two
 *         rules of one name, or a gate that is none of the rules
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
    const { weight, clip, gate, gateAt } = config;
    weighted.push({
      rule,
      weight,
      ...(clip === undefined ? {} : { clip }),
      ...(gate === undefined ? {} : { gate }),
      ...(gateAt === undefined ? {} : { gateAt }),
    });
  }
  if (weighted.length > 0) assertComposable(weighted);
  return weighted;
}

async function createRule(
  config: RewardConfig,
  { importModule, ...context }: CreateRulesOptions,
): Promise<RewardRule> {
  const { name, module, options } = config;
  if (module !== undefined) return loadRule(module, options, importModule);
  if (name !== undefined) return rules.get(name)(options, context);
  throw new ConfigError('a reward has neither "name" nor "module".', 'give one of them.', 'rewards');
}
