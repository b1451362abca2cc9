import type { CombinedRules } from '@stepgrpo/rewards';
import { z } from 'zod';
import { maxItems, sampleSchema } from './score-schema';
import type { ScoreItem, ScoreResult } from './score-schema';

/** A label may carry other columns of the data set; they are left out. */
const labelSchema = z.object(sampleSchema.shape);

/**
 * The request of OpenRLHF's remote reward model: prompt and completion in one text, the prompt by itself, and the label
 * of the data set. Older versions send `query` alone.
 *
 * Source  OpenRLHF/OpenRLHF openrlhf/utils/remote_rm_utils.py and openrlhf/trainer/ppo_utils/experience_maker.py
 */
export const openRlhfRequestSchema = z.object({
  query: z.array(z.string()).min(1).max(maxItems).describe('Prompt and completion, as decoded.'),
  prompts: z.array(z.string()).optional().describe('The prompt of each query.'),
  labels: z
    .array(z.union([z.string(), labelSchema, z.null()]))
    .optional()
    .describe('The solution of each query: text, or {"solution", "keySteps"} as an object or as JSON text.'),
});
export type OpenRlhfRequest = z.infer<typeof openRlhfRequestSchema>;

/** The reply: one number per query in each list. */
export const openRlhfReplySchema = z.object({
  rewards: z.array(z.number()).describe('Weighted totals; 0 where no rule can grade the sample.'),
  scores: z.array(z.number()).describe('The same, scaled to [0, 1] by the bounds of the rules.'),
  extra_logs: z
    .record(z.string(), z.array(z.number()))
    .describe('By rule, and `ungradable`: 1 where some rule could not grade the sample.'),
});
export type OpenRlhfReply = z.infer<typeof openRlhfReplySchema>;

/** What is wrong with the lists of a request; null when they belong together. */
export function openRlhfProblem({ query, prompts, labels }: OpenRlhfRequest): string | null {
  for (const [name, list] of [
    ['prompts', prompts],
    ['labels', labels],
  ] as const) {
    if (list !== undefined && list.length !== query.length) {
      return `"${name}" has ${list.length} entries, "query" has ${query.length}`;
    }
  }
  return null;
}

/** The items to score. A query without its prompt in front is taken from the last opening of an assistant's turn on. */
export function openRlhfItems({ query, prompts, labels }: OpenRlhfRequest): ScoreItem[] {
  return query.map((text, i) => ({
    sample: sampleOf(labels?.[i] ?? null),
    completion: withoutEndTokens(completionOf(text, prompts?.[i] ?? '')),
  }));
}

/** Openings of an assistant's turn in common chat templates. */
const assistantOpenings = [
  '<|im_start|>assistant\n',
  '<|start_header_id|>assistant<|end_header_id|>\n\n',
  '<|assistant|>\n',
];
const endTokens = [
  '<|im_end|>',
  '<|endoftext|>',
  '<|eot_id|>',
  '<|end_of_text|>',
  '</s>',
  '<|end|>',
  '<pad>',
];

function completionOf(query: string, prompt: string): string {
  if (prompt !== '' && query.startsWith(prompt)) return query.slice(prompt.length);
  let start = 0;
  for (const opening of assistantOpenings) {
    const at = query.lastIndexOf(opening);
    if (at !== -1) start = Math.max(start, at + opening.length);
  }
  return query.slice(start);
}

function withoutEndTokens(text: string): string {
  let end = text.length;
  for (;;) {
    const kept = text.slice(0, end).trimEnd().length;
    const token = endTokens.find((one) => text.endsWith(one, kept));
    if (token === undefined) return end === text.length ? text : text.slice(0, kept);
    end = kept - token.length;
  }
}

type Label = NonNullable<OpenRlhfRequest['labels']>[number];

function sampleOf(label: Label): ScoreItem['sample'] {
  if (label === null) return { solution: '' };
  if (typeof label !== 'string') return label;
  if (!label.trimStart().startsWith('{')) return { solution: label };
  try {
    const parsed = labelSchema.safeParse(JSON.parse(label));
    return parsed.success ? parsed.data : { solution: label };
  } catch {
    return { solution: label }; // a solution may begin with a brace: a set is one
  }
}

/** Results as OpenRLHF reads them. */
export function openRlhfReply(results: readonly ScoreResult[], rules: CombinedRules): OpenRlhfReply {
  const [min, max] = rules.range;
  const rewards = results.map(({ total }) => total ?? 0);
  const logs = rules.rules.map(({ rule }): [string, number[]] => [
    rule.name,
    results.map((result) => result.rewards[rule.name]?.value ?? 0),
  ]);
  const isUngradable = ({ rewards: byRule }: ScoreResult): boolean =>
    Object.values(byRule).some(({ value }) => value === null);
  return {
    rewards,
    scores: rewards.map((reward) => (max === min ? 0 : (reward - min) / (max - min))),
    extra_logs: {
      ...Object.fromEntries(logs),
      ungradable: results.map((result) => Number(isUngradable(result))),
    },
  };
}
