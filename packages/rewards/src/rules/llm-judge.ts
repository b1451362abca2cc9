import { chatEndpoint, endpointOptionsSchema, openJournal } from '@stepgrpo/chat';
import { scored, ungradable } from '@stepgrpo/core';
import type { RewardRule } from '@stepgrpo/core';
import { z } from 'zod';
import { defaultCriterion, judgementSchema } from '../llm/judge-prompt';
import { modelJudge } from '../llm/judge-with-model';
import type { RuleContext } from '../rule-context';
import { parseRuleOptions } from './rule-options';

const optionsSchema = endpointOptionsSchema.extend({
  apiKeyEnv: z.string().default('OPENAI_API_KEY').describe('Environment variable that holds the key.'),
  criterion: z.string().min(1).default(defaultCriterion).describe('What is judged, as a question.'),
  cache: z.string().optional().describe('File that keeps judgements; in memory only when absent.'),
  cacheEntries: z.number().int().positive().default(100_000).describe('Newest judgements to keep.'),
  maxTokens: z.number().int().positive().default(256).describe('Longest reply of the judge.'),
});
export type LlmJudgeOptions = z.input<typeof optionsSchema>;

/**
 * A language model's opinion of the reasoning, by a criterion in words. Each text is judged once and kept by its content;
 * a judgement that fails is "not scored" with the reason, so that training goes on without this rule for the group.
 *
 * Equation  value = score / 10, score from 0 to 10 as the model says
 * Range     [0, 1] reward points
 * Source    this project; judging by a model: arXiv:2306.05685, whose warnings on bias hold here too
 * Throws    ConfigError on unknown or ill-typed options, DataError when the cache cannot be opened; `score` never throws
 */
export function llmJudge(
  options: LlmJudgeOptions,
  { environment = {}, openChat }: RuleContext = {},
): RewardRule {
  const parsed = parseRuleOptions('llm-judge', optionsSchema, options);
  const { apiKeyEnv, criterion, cache: path, cacheEntries, maxTokens, ...endpoint } = parsed;
  const apiKey = environment[apiKeyEnv];
  const cache = openJournal(path ?? null, { schema: judgementSchema, maxEntries: cacheEntries });
  const judge = modelJudge({
    model: openChat?.(endpoint, apiKey) ?? chatEndpoint(endpoint, apiKey === undefined ? {} : { apiKey }),
    cache,
    criterion,
    maxTokens,
  });
  return {
    name: 'llm-judge',
    range: [0, 1],
    async score(sample, completion) {
      if (completion.text.trim() === '')
        return scored(0, [{ label: 'judgement', value: 0, evidence: 'no text' }]);
      const outcome = await judge(sample, completion.text);
      if (outcome.kind === 'failed') return ungradable(`not scored: ${outcome.reason}`);
      const { score, reason } = outcome.judgement;
      const value = score / 10;
      const evidence = `${score} of 10${reason === '' ? '' : `: ${reason}`}`;
      return scored(value, [{ label: 'judgement', value, evidence }]);
    },
  };
}
