import { defineRegistry } from '@stepgrpo/core';
import type { Registry, RewardRule } from '@stepgrpo/core';
import { answer } from './rules/answer';
import { distinctSteps } from './rules/distinct-steps';
import { format } from './rules/format';
import { length } from './rules/length';
import { llmJudge } from './rules/llm-judge';
import { repetition } from './rules/repetition';
import { stepAccuracy } from './rules/step-accuracy';
import { stepValidity } from './rules/step-validity';
import type { LlmJudgeOptions } from './rules/llm-judge';
import type { RuleContext } from './rule-context';

/** Makes a rule from its options as a config has them. Throws ConfigError on unknown or ill-typed options. */
export type RuleFactory = (options: Readonly<Record<string, unknown>>, context?: RuleContext) => RewardRule;

/** Every rule of this package. A new one is a line here. */
export const rules: Registry<RuleFactory> = defineRegistry<RuleFactory>('reward rule', {
  'step-accuracy': stepAccuracy,
  'step-validity': stepValidity,
  answer,
  'distinct-steps': distinctSteps,
  format,
  length,
  'llm-judge': (options, context) => llmJudge(options as LlmJudgeOptions, context), // checked there
  repetition,
});
