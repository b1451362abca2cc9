import { scored } from '@stepgrpo/core';
import type { RewardPart, RewardRule } from '@stepgrpo/core';
import { z } from 'zod';
import { modes } from '../modes/modes';
import { structureOf } from './structure-of';
import { cumulativeShares, withPoints } from './parts';
import { modeSchema, parseRuleOptions } from './rule-options';

const optionsSchema = z.strictObject({
  mode: modeSchema.default('soft').describe('soft (default), paper or code.'),
});
export type FormatOptions = z.input<typeof optionsSchema>;

/**
 * How much of the response format is there: the share of its criteria that hold. Unlike step-validity it pays for half of
 * it, which helps a policy that never gets all.
 *
 * Equation  value = criteria that hold / criteria
 * Range     [0, 1] reward points; parts: one per criterion; they add up to `value` exactly
 * Source    this project; criteria of specs/rewards.md 2 and 7
 * Throws    ConfigError on unknown or ill-typed options
 */
export function format(options: FormatOptions = {}): RewardRule {
  const mode = modes[parseRuleOptions('format', optionsSchema, options).mode];
  return {
    name: 'format',
    range: [0, 1],
    score(_sample, completion) {
      const { criteria } = structureOf(mode, completion.text);
      const passed = criteria.filter((criterion) => criterion.passed).length;
      const shares = cumulativeShares(passed, (m) => m / criteria.length);
      let next = 0;
      const parts = criteria.map(({ name: label, evidence, span, passed: holds }): RewardPart => {
        return withPoints({ label, evidence, ...(span && { span }) }, holds ? shares[next++]! : 0);
      });
      return scored(passed / criteria.length, parts);
    },
  };
}
