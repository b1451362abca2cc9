import { createHash } from 'node:crypto';
import { shown } from '@stepgrpo/chat';
import type { ChatModel, Journal } from '@stepgrpo/chat';
import type { Sample } from '@stepgrpo/core';
import { judgePrompt, judgePromptVersion, readJudgement } from './judge-prompt';
import type { LlmJudgement } from './judge-prompt';

/** A judgement, or why there is none. */
export type JudgementOutcome =
  | { readonly kind: 'judged'; readonly judgement: LlmJudgement }
  | { readonly kind: 'failed'; readonly reason: string };

export interface ModelJudgeParts {
  readonly model: ChatModel;
  readonly cache: Journal<LlmJudgement>;
  readonly criterion: string;
  /** Longest reply, in tokens. */
  readonly maxTokens: number;
}

/** Characters of a completion that are judged: more would not fit most models, and would cost. */
export const longestJudgedText = 20_000;

/**
 * Judges texts with a model, each text once: by a hash of model, prompt, criterion, question, reference and text.
 * Never throws. Failures are not cached: they may pass.
 */
export function modelJudge({ model, cache, criterion, maxTokens }: ModelJudgeParts) {
  const underWay = new Map<string, Promise<JudgementOutcome>>();

  const ask = async (sample: Sample, text: string, key: string): Promise<JudgementOutcome> => {
    const reply = await model.complete({ messages: judgePrompt(sample, text, criterion), maxTokens });
    if (reply.kind === 'failed') return { kind: 'failed', reason: reply.reason };
    const judgement = readJudgement(reply.text);
    if (judgement === null) {
      const what = reply.cut
        ? `was cut at ${maxTokens} tokens`
        : `holds no score from 0 to 10: ${shown(reply.text, 60)}`;
      return { kind: 'failed', reason: `the judge's reply ${what}` };
    }
    cache.set(key, judgement);
    return { kind: 'judged', judgement };
  };

  return async (sample: Sample, completion: string): Promise<JudgementOutcome> => {
    const text = completion.slice(0, longestJudgedText);
    const key = hashOf([judgePromptVersion, model.name, criterion, sample.question, sample.solution, text]);
    const known = cache.get(key);
    if (known !== undefined) return { kind: 'judged', judgement: known };
    const asked = underWay.get(key) ?? ask(sample, text, key);
    underWay.set(key, asked);
    try {
      return await asked;
    } catch (error) {
      return {
        kind: 'failed',
        reason: `the judgement cannot be kept: ${error instanceof Error ? error.message : String(error)}`,
      };
    } finally {
      underWay.delete(key);
    }
  };
}

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
