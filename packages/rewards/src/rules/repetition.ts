import { scored } from '@stepgrpo/core';
import type { RewardRule } from '@stepgrpo/core';
import { z } from 'zod';
import { parseRuleOptions } from './rule-options';

const optionsSchema = z.strictObject({
  size: z.number().int().min(1).max(40).default(4).describe('Words in a run (n-gram).'),
});
export type RepetitionOptions = z.input<typeof optionsSchema>;

/** Words beyond this are not looked at. */
const maxWords = 20_000;

/**
 * Takes points off for saying the same again: the share of runs of words that occurred before.
 *
 * Equation  value = distinct runs / runs - 1; 0 when there are fewer words than a run has
 * Range     [-1, 0] reward points; words are parted by white space, without case
 * Source    the n-gram repetition penalty of arXiv:2502.03373, appendix, with a largest penalty of one point
 * Throws    ConfigError on unknown or ill-typed options
 */
export function repetition(options: RepetitionOptions = {}): RewardRule {
  const { size } = parseRuleOptions('repetition', optionsSchema, options);
  return {
    name: 'repetition',
    range: [-1, 0],
    score(_sample, completion) {
      const words = completion.text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, maxWords);
      const runs = words.length - size + 1;
      if (runs < 1)
        return scored(0, [{ label: 'repetition', value: 0, evidence: 'too short to repeat itself' }]);
      const seen = new Set<string>();
      for (let at = 0; at < runs; at++) seen.add(words.slice(at, at + size).join(' '));
      const value = seen.size / runs - 1;
      const evidence = `${runs - seen.size} of ${runs} runs of ${size} words occurred before`;
      return scored(value, [{ label: 'repetition', value, evidence }]);
    },
  };
}
