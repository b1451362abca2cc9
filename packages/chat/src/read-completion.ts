import { z } from 'zod';
import type { ChatReply } from './chat-model';

const textPart = z.object({ type: z.literal('text'), text: z.string() });
const tokens = z.number().int().nonnegative();

/** The part of a chat completion that is looked at; everything else in it is ignored. */
const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.union([z.string(), z.array(textPart)]).nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }).nullish().catch(null),
});

/**
 * A reply out of the body of a chat completion, whatever the body is.
 *
 * Source  the chat completions of the OpenAI API, as vLLM, llama.cpp and others serve them
 */
export function readCompletion(body: string): ChatReply {
  const parsed = completionSchema.safeParse(parseJson(body));
  if (!parsed.success) return unreadable(`the reply is no chat completion: ${shown(body)}`);
  const { choices, usage } = parsed.data;
  const { message, finish_reason } = choices[0]!;
  const { content } = message;
  const text = typeof content === 'string' ? content : (content ?? []).map((part) => part.text).join('');
  if (text.trim() === '')
    return unreadable(`the reply has no text (finish reason: ${finish_reason ?? 'none'})`);
  return {
    kind: 'reply',
    text,
    cut: finish_reason === 'length',
    usage: usage ? { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens } : null,
  };
}

/** The beginning of a text of others, on one line, for an error message. */
export function shown(text: string, length = 120): string {
  const line = text
    .slice(0, 4 * length)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (line === '') return '(empty)';
  return line.length > length ? `${line.slice(0, length)}…` : line;
}

function unreadable(reason: string): ChatReply {
  return { kind: 'failed', failure: 'unreadable', reason };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema says what is wrong
  }
}
