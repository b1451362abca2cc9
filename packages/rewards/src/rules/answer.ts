import { scored, ungradable } from '@stepgrpo/core';
import type { RewardRule } from '@stepgrpo/core';
import { z } from 'zod';
import { modes } from '../modes/modes';
import { withPoints } from './parts';
import { modeSchema, parseRuleOptions } from './rule-options';

const optionsSchema = z.strictObject({
  mode: modeSchema.default('soft').describe('soft (default), paper or code.'),
});
export type AnswerOptions = z.input<typeof optionsSchema>;

/**
 * Outcome only: one point for the right answer, whatever the reasoning.
 *
 * Equation  value = correct ? 1 : 0
 * Range     [0, 1] reward points
 * Source    the accuracy reward of GRPO-style training, arXiv:2501.12948; answers as in specs/rewards.md 4 and 7
 * Throws    ConfigError on unknown or ill-typed options
 */
export function answer(options: AnswerOptions = {}): RewardRule {
  const mode = modes[parseRuleOptions('answer', optionsSchema, options).mode];
  return {
    name: 'answer',
    range: [0, 1],
    score(sample, completion) {
      if (sample.solution.trim() === '') return ungradable('the sample has no reference answer');
      const verdict = mode.answer(completion.text, sample.solution);
      const value = verdict.correct ? 1 : 0;
      const { evidence, span } = verdict;
      return scored(value, [withPoints({ label: 'answer', evidence, ...(span && { span }) }, value)]);
    },
  };
}
