import { scored } from '@stepgrpo/core';
import type { RewardRule } from '@stepgrpo/core';
import { z } from 'zod';
import { parseRuleOptions } from './rule-options';

const optionsSchema = z.strictObject({
  maxTokens: z
    .number()
    .int()
    .positive()
    .default(1024)
    .describe('Tokens from which on the full penalty holds.'),
  cacheTokens: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('Tokens before that over which the penalty grows; a fifth of maxTokens when absent.'),
});
export type LengthOptions = z.input<typeof optionsSchema>;

/**
 * DAPO's soft overlong punishment: nothing up to a length, then ever more, then one point off.
 *
 * Equation  0 if n <= L - C; (L - C - n) / C if n <= L; -1 beyond; n tokens of the completion, L maxTokens, C cacheTokens
 * Range     [-1, 0] reward points
 * Source    DAPO, arXiv:2503.14476, equation 13 (there L = 20480, C = 4096)
 * Throws    ConfigError on unknown or ill-typed options
 */
export function length(options: LengthOptions = {}): RewardRule {
  const parsed = parseRuleOptions('length', optionsSchema, options);
  const { maxTokens } = parsed;
  const cacheTokens = Math.min(parsed.cacheTokens ?? Math.max(1, Math.floor(maxTokens / 5)), maxTokens);
  return {
    name: 'length',
    range: [-1, 0],
    score(_sample, completion) {
      const tokens = completion.tokenIds.length;
      const free = maxTokens - cacheTokens;
      const value = tokens <= free ? 0 : tokens <= maxTokens ? (free - tokens) / cacheTokens : -1;
      const evidence = `${tokens} tokens; free up to ${free}, one point off from ${maxTokens} on`;
      return scored(value, [{ label: 'length', value, evidence }]);
    },
  };
}
