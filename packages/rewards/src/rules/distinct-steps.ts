import { parseResponse, scored } from '@stepgrpo/core';
import type { RewardPart, RewardRule } from '@stepgrpo/core';
import levenshtein from 'fast-levenshtein';
import { z } from 'zod';
import { cumulativeShares, withPoints } from './parts';
import { parseRuleOptions } from './rule-options';

const optionsSchema = z.strictObject({
  repeatAt: z.number().gt(0).max(1).default(0.9).describe('Similarity from which on a step repeats another.'),
});
export type DistinctStepsOptions = z.input<typeof optionsSchema>;

/** Steps and characters of a step beyond these are not compared; a step beyond the limit repeats. */
const maxSteps = 64;
const maxCharacters = 600;

/**
 * Rewards reasoning that moves forward: the share of steps that do not repeat an earlier one.
 *
 * Equation  value = |{ i : max_{j<i} sim(s_i, s_j) < repeatAt }| / |s|; 0 when there are no steps
 * Range     [0, 1] reward points; `repeatAt` is a ratio in (0, 1]; parts: one per step; they add up to `value` exactly
 * Source    this project; sim = 1 - levenshtein / longer length
 * Throws    ConfigError on unknown or ill-typed options
 */
export function distinctSteps(options: DistinctStepsOptions = {}): RewardRule {
  const { repeatAt } = parseRuleOptions('distinct-steps', optionsSchema, options);
  return {
    name: 'distinct-steps',
    range: [0, 1],
    score(_sample, completion) {
      const { steps } = parseResponse(completion.text);
      const bodies = steps.slice(0, maxSteps).map((step) => step.body.slice(0, maxCharacters));
      const isNew = steps.map((_, at) => {
        const body = bodies[at];
        return (
          body !== undefined && bodies.slice(0, at).every((earlier) => similarity(body, earlier) < repeatAt)
        );
      });
      const distinct = isNew.filter(Boolean).length;
      const shares = cumulativeShares(distinct, (m) => m / steps.length);
      let next = 0;
      const parts = steps.map((step, at): RewardPart => {
        const draft = {
          label: `step ${at + 1}`,
          span: step.span,
          evidence: isNew[at] ? 'new' : 'repeats an earlier step',
        };
        return withPoints(draft, isNew[at] ? shares[next++]! : 0);
      });
      return scored(steps.length === 0 ? 0 : distinct / steps.length, parts);
    },
  };
}

function similarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 1 : 1 - levenshtein.get(a, b) / longer;
}
