import { createHash } from 'node:crypto';
import type { ChatModel, Journal } from '@stepgrpo/chat';
import { ConfigError } from '@stepgrpo/core';
import type { Sample } from '@stepgrpo/core';
import { z } from 'zod';
import { rulesAnnotator } from './annotator';
import type { Annotation, Annotator } from './annotator';
import { estimateTokens, keyStepPrompt, promptVersion } from './key-step-prompt';
import { readKeyStepReply } from './key-step-reply';

/** A reply that was paid for, as the journal keeps it. */
export const paidReplySchema = z.object({
  text: z.string(),
  cut: z.boolean(),
  /** The limit it was asked with; absent in journals of earlier versions. */
  maxTokens: z.number().optional(),
  promptTokens: z.number().nullable(),
  completionTokens: z.number().nullable(),
});
export type PaidReply = z.infer<typeof paidReplySchema>;

export interface ModelAnnotatorOptions {
  readonly model: ChatModel;
  /** Every reply is written here before it is read, and looked up here before it is asked for. */
  readonly journal: Journal<PaidReply>;
  /** Takes over where the model fails; our rules when absent. */
  readonly fallback?: Annotator;
  /** Questions for one sample: a useless reply is asked for again, with what was wrong. */
  readonly attempts?: number;
  /** Longest reply, in tokens; each further attempt may have as many again. */
  readonly maxTokens?: number;
  readonly signal?: AbortSignal;
  /** Called for each reply that was asked for, not found in the journal. */
  readonly onReply?: (reply: PaidReply) => void;
}

/** An endpoint that refuses this many samples before it answered any is set up wrongly. */
const refusalsAtStart = 3;

/**
 * Key steps by a language model, checked against the path; by the rules where it fails, with the reason. A path that was
 * asked about before, by this model and prompt, is not asked about again, unless the reply was cut and may be longer now.
 *
 * Throws  ConfigError when the endpoint refuses the first requests, as with a wrong key or model name
 */
export function modelAnnotator(options: ModelAnnotatorOptions): Annotator {
  const {
    model,
    journal,
    fallback = rulesAnnotator(),
    attempts = 2,
    maxTokens = 1024,
    signal,
    onReply,
  } = options;
  let refusals = 0;
  let answered = false;
  const underWay = new Map<string, Promise<PaidReply | Failure>>();

  /** Samples with the same question and path share one request. */
  const askOnce = async (sample: Sample, path: string, attempt: Attempt): Promise<PaidReply | Failure> => {
    const key = journalKey(model.name, sample, path, attempt.number);
    const asked = underWay.get(key) ?? ask(sample, path, attempt);
    underWay.set(key, asked);
    const reply = await asked;
    underWay.delete(key);
    return reply;
  };
  const ask = async (sample: Sample, path: string, attempt: Attempt): Promise<PaidReply | Failure> => {
    const key = journalKey(model.name, sample, path, attempt.number);
    const known = journal.get(key);
    const limit = maxTokens * (attempt.number + 1);
    if (known !== undefined && isUsable(known, limit)) return known;
    const messages = keyStepPrompt(sample, path, attempt.problem);
    const reply = await model.complete({
      messages,
      maxTokens: limit,
      ...(signal === undefined ? {} : { signal }),
    });
    if (reply.kind === 'failed') return reply;
    answered = true;
    const { text, cut, usage } = reply;
    const paid = {
      text,
      cut,
      maxTokens: limit,
      promptTokens: usage?.promptTokens ?? null,
      completionTokens: usage?.completionTokens ?? null,
    };
    journal.set(key, paid);
    onReply?.(paid);
    return paid;
  };

  return {
    async annotate(sample, path): Promise<Annotation | null> {
      let problem: string | undefined;
      for (let number = 0; number < attempts; number++) {
        const reply = await askOnce(sample, path, { number, problem });
        if ('failure' in reply) {
          if (reply.failure === 'aborted') return null;
          if (reply.failure === 'refused' && !answered && ++refusals >= refusalsAtStart)
            throw refusedError(reply.reason);
          problem = reply.reason;
          break;
        }
        const read = readKeyStepReply(reply.text, path);
        if (read.kind === 'key-steps') return { keySteps: read.keySteps, source: 'model' };
        problem = reply.cut
          ? `it was cut at ${reply.maxTokens ?? 'too few'} tokens; raise --max-tokens`
          : read.problem;
      }
      const instead = await fallback.annotate(sample, path);
      return instead === null
        ? null
        : { ...instead, source: 'fallback', problem: problem ?? 'no attempt was allowed' };
    },
  };
}

/** A reply that was cut says nothing of what a longer one would be. */
const isUsable = ({ cut, maxTokens = 0 }: PaidReply, limit: number): boolean => !cut || maxTokens >= limit;

interface Attempt {
  readonly number: number;
  readonly problem: string | undefined;
}
interface Failure {
  readonly failure: string;
  readonly reason: string;
}

/** What a run with a model will ask and cost, before it starts. */
export interface RequestEstimate {
  /** Samples whose reply is not in the journal. */
  readonly requests: number;
  readonly known: number;
  /** By four characters a token. */
  readonly promptTokens: number;
  /** Key steps repeat about half of the path. */
  readonly completionTokens: number;
}

/** Estimates the first attempts; useless replies cost as much again. */
export function estimateRequests(
  paths: readonly { readonly sample: Sample; readonly path: string }[],
  { model, journal, maxTokens = 1024 }: Pick<ModelAnnotatorOptions, 'model' | 'journal' | 'maxTokens'>,
): RequestEstimate {
  const open = paths.filter(({ sample, path }) => {
    const known = journal.get(journalKey(model.name, sample, path, 0));
    return known === undefined || !isUsable(known, maxTokens);
  });
  const sum = (of: (item: (typeof open)[number]) => number): number =>
    open.reduce((total, item) => total + of(item), 0);
  return {
    requests: open.length,
    known: paths.length - open.length,
    promptTokens: sum(({ sample, path }) => estimateTokens(keyStepPrompt(sample, path))),
    completionTokens: sum(({ path }) => Math.min(maxTokens, 40 + Math.ceil(path.length / 8))),
  };
}

function journalKey(model: string, { question }: Sample, path: string, attempt: number): string {
  return createHash('sha256')
    .update(JSON.stringify([promptVersion, model, question, path, attempt]))
    .digest('hex');
}

function refusedError(reason: string): ConfigError {
  return new ConfigError(
    `the endpoint refuses every request (${reason}).`,
    'check base URL, model name and key.',
  );
}
