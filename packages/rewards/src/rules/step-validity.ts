import { scored } from '@stepgrpo/core';
import type { RewardPart } from '@stepgrpo/core';
import { z } from 'zod';
import { validityValue } from '../judge';
import type { CreditedRule } from '../step-rewards';
import { modes } from '../modes/modes';
import { cumulativeShares, withPoints } from './parts';
import { modeSchema, parseRuleOptions } from './rule-options';
import { structureOf } from './structure-of';

const optionsSchema = z.strictObject({
  mode: modeSchema.default('soft').describe('soft (default), paper or code.'),
});
export type StepValidityOptions = z.input<typeof optionsSchema>;

/**
 * StepRVR: one point for a response that has all parts of a reasoning path, in an order that makes sense.
 *
 * Equation  value = complete and logical ? 1 : 0
 * Range     [0, 1] reward points; parts: one per criterion, equal shares of the value; they add up to it exactly
 * Source    arXiv:2503.12937; modes and their differences: specs/rewards.md 2 and 7
 * Throws    ConfigError on unknown or ill-typed options
 */
export function stepValidity(options: StepValidityOptions = {}): CreditedRule {
  const { mode: name } = parseRuleOptions('step-validity', optionsSchema, options);
  const mode = modes[name];
  return {
    name: 'step-validity',
    range: [0, 1],
    credit: 'end', // all criteria or nothing: decided when the response is over
    score(_sample, completion) {
      const structure = structureOf(mode, completion.text);
      const value = validityValue(structure);
      const { criteria } = structure;
      const shares = cumulativeShares(criteria.length, (m) => (m / criteria.length) * value);
      const parts = criteria.map((criterion, i): RewardPart => {
        const { name: label, evidence, span } = criterion;
        return withPoints({ label, evidence, ...(span && { span }) }, shares[i]!);
      });
      return scored(value, parts);
    },
  };
}
