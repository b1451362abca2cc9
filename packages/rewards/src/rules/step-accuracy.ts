import { scored, ungradable } from '@stepgrpo/core';
import type { RewardPart, RewardRule } from '@stepgrpo/core';
import { z } from 'zod';
import { accuracyTerms, defaultAlpha } from '../judge';
import type { AccuracyTerms } from '../judge';
import { modes } from '../modes/modes';
import { cumulativeShares, withPoints } from './parts';
import { modeSchema, parseRuleOptions } from './rule-options';

const optionsSchema = z.strictObject({
  mode: modeSchema.default('soft').describe('soft (default), paper or code.'),
  alpha: z.number().min(0).max(1).default(defaultAlpha).describe('Reward points for all key steps together.'),
});
export type StepAccuracyOptions = z.input<typeof optionsSchema>;

/**
 * StepRAR: one point for the right answer, and `alpha` times the share of key reasoning steps that the response contains.
 *
 * Equation  value = (correct ? 1 : 0) + k * alpha, k = matched / counted key steps
 * Range     [0, 1 + alpha] reward points; parts: one per key step, then `answer`; they add up to `value` exactly
 * Source    arXiv:2503.12937; modes and their differences: specs/rewards.md 2 to 7
 * Throws    ConfigError on unknown or ill-typed options
 */
export function stepAccuracy(options: StepAccuracyOptions = {}): RewardRule {
  const { mode: name, alpha } = parseRuleOptions('step-accuracy', optionsSchema, options);
  const mode = modes[name];
  return {
    name: 'step-accuracy',
    range: [0, 1 + alpha],
    score(sample, completion) {
      if (name === 'soft' && sample.solution.trim() === '')
        return ungradable('the sample has no reference answer');
      const keySteps = { Steps: sample.keySteps };
      const terms = accuracyTerms(
        mode,
        { response: completion.text, solution: sample.solution, keySteps },
        alpha,
      );
      return scored(terms.value, accuracyParts(terms, alpha));
    },
  };
}

function accuracyParts(terms: AccuracyTerms, alpha: number): RewardPart[] {
  const { groups } = terms.keySteps;
  const matched = groups.filter((group) => group.matched).length;
  const points = terms.keyStepsCount ? alpha : 0;
  const shares = cumulativeShares(matched, (m) => (m / groups.length) * points);
  let next = 0;
  const keyStepParts = groups.map((group): RewardPart => {
    const label = `key-step ${group.index + 1}`;
    if (!group.matched) return { label, value: 0, evidence: 'not found' };
    const similarity = group.similarity === 1 ? '' : ` (similarity ${group.similarity.toFixed(2)})`;
    const evidence = `matched "${group.alternative ?? ''}"${similarity}`;
    return withPoints({ label, evidence, ...(group.span && { span: group.span }) }, shares[next++]!);
  });
  const { answer } = terms;
  const draft = { label: 'answer', evidence: answer.evidence, ...(answer.span && { span: answer.span }) };
  return [...keyStepParts, withPoints(draft, answer.correct ? 1 : 0)];
}
