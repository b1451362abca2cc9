import { ConfigError, createRng } from '@stepgrpo/core';
import pLimit from 'p-limit';
import type { ChatModel, ChatReply, ChatRequest } from './chat-model';
import { completionsUrl, endpointOptionsSchema } from './endpoint-options';
import type { EndpointOptions } from './endpoint-options';
import { readBody } from './read-body';
import { readCompletion, shown } from './read-completion';
import { parseRetryAfter, retryDelayMs } from './retry-delay';
import type { RetryDelays } from './retry-delay';

/** What an endpoint needs beyond its options; tests replace the last three. */
export interface EndpointParts {
  /** Sent as a bearer token; nothing is sent when absent. */
  readonly apiKey?: string | undefined;
  readonly delays?: RetryDelays;
  /** An endpoint that asks for more patience than this is given up. */
  readonly longestRetryAfterMs?: number;
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** One attempt: a reply or a failure, and whether another attempt makes sense. */
interface Attempt {
  readonly reply: ChatReply;
  readonly again: boolean;
  readonly retryAfterMs: number | null;
}

const defaultDelays: RetryDelays = { firstMs: 500, longestMs: 30_000 };
const retriable = new Set([408, 409, 425, 429]);

/**
 * A model behind an OpenAI-compatible endpoint. At most `concurrency` requests are under way; each is tried again after
 * network errors, timeouts, 408, 409, 425, 429, 5xx and bodies that are no completion, with back-off. When the endpoint
 * says Retry-After, all requests wait. Redirects are not followed: the key goes nowhere else.
 *
 * Throws  ConfigError on unknown or ill-typed options; `complete` never throws
 */
export function chatEndpoint(options: EndpointOptions, parts: EndpointParts = {}): ChatModel {
  const settings = parseOptions(options);
  const url = completionsUrl(settings.baseUrl);
  const { delays = defaultDelays, longestRetryAfterMs = 600_000, sleep = sleepFor } = parts;
  const limit = pLimit(settings.concurrency);
  const jitter = createRng(`chat/${settings.model}`);
  let pausedUntilMs = 0;
  let requests = 0;

  const attempt = async (request: ChatRequest): Promise<Attempt> => {
    const timeout = AbortSignal.timeout(settings.timeoutMs);
    const signal = request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]);
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(parts.apiKey === undefined ? {} : { authorization: `Bearer ${parts.apiKey}` }),
        },
        body: bodyOf(request, settings),
      });
      const body = await readBody(response, settings.maxReplyBytes);
      return judged(response, body, settings.maxReplyBytes);
    } catch (error) {
      if (request.signal?.aborted === true) return { reply: aborted, again: false, retryAfterMs: null };
      const reason = timeout.aborted ? `no reply within ${settings.timeoutMs} ms` : networkReason(error);
      return { reply: failed('unreachable', reason), again: true, retryAfterMs: null };
    }
  };

  const complete = async (request: ChatRequest): Promise<ChatReply> => {
    const stream = jitter.fork(String(requests++));
    for (let failures = 1; ; failures++) {
      const pauseMs = pausedUntilMs - Date.now();
      if (pauseMs > 0) await sleep(pauseMs, request.signal);
      if (request.signal?.aborted === true) return aborted;
      const { reply, again, retryAfterMs } = await attempt(request);
      if (reply.kind === 'reply' || !again) return reply;
      const tries = `after ${failures} ${failures === 1 ? 'attempt' : 'attempts'}`;
      if (failures > settings.retries) return { ...reply, reason: `${reply.reason} (${tries})` };
      if (retryAfterMs !== null && retryAfterMs > longestRetryAfterMs) {
        return {
          ...reply,
          reason: `${reply.reason} (asks to wait ${Math.round(retryAfterMs / 1000)} s; ${tries})`,
        };
      }
      if (retryAfterMs !== null) pausedUntilMs = Math.max(pausedUntilMs, Date.now() + retryAfterMs);
      // Also where the endpoint says "at once": it would be asked for all attempts within moments.
      await sleep(retryDelayMs(failures, { u: stream.uniform(), delays }), request.signal);
    }
  };

  return { name: settings.model, complete: (request) => limit(() => complete(request)) };
}

const aborted: ChatReply = { kind: 'failed', failure: 'aborted', reason: 'stopped before there was a reply' };

function judged(response: Response, body: string | null, maxBytes: number): Attempt {
  const { status } = response;
  if (body === null) {
    const reason = `the reply is longer than ${maxBytes} bytes`;
    return { reply: failed('unreadable', reason), again: false, retryAfterMs: null };
  }
  if (response.ok) {
    const reply = readCompletion(body);
    return { reply, again: reply.kind === 'failed', retryAfterMs: null };
  }
  if (status >= 300 && status < 400) {
    const to = response.headers.get('location') ?? 'elsewhere';
    return {
      reply: failed('refused', `HTTP ${status}: redirects to ${shown(to)}`),
      again: false,
      retryAfterMs: null,
    };
  }
  const again = status >= 500 || retriable.has(status);
  const retryAfterMs = again ? parseRetryAfter(response.headers.get('retry-after'), Date.now()) : null;
  return {
    reply: failed(again ? 'unreachable' : 'refused', `HTTP ${status}: ${shown(body)}`),
    again,
    retryAfterMs,
  };
}

function failed(
  failure: 'refused' | 'unreachable' | 'unreadable',
  reason: string,
): ChatReply & { kind: 'failed' } {
  return { kind: 'failed', failure, reason };
}

function bodyOf(
  { messages, maxTokens, temperature = 0 }: ChatRequest,
  { model, extraBody }: { model: string; extraBody: Readonly<Record<string, unknown>> },
): string {
  const body = { model, messages, max_tokens: maxTokens, temperature, stream: false, ...extraBody };
  return JSON.stringify(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)));
}

/** `fetch` hides the reason of a network error one level down. */
function networkReason(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown; message?: unknown } };
  const message = error instanceof Error ? error.message : String(error);
  const detail = cause?.code ?? cause?.message;
  return typeof detail === 'string' ? `${message} (${detail})` : message;
}

function parseOptions(options: EndpointOptions) {
  const parsed = endpointOptionsSchema.safeParse(options);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const known = Object.keys(endpointOptionsSchema.shape).join(', ');
  throw new ConfigError(issue.message, `the options are: ${known}.`, issue.path.join('.') || 'chat endpoint');
}

async function sleepFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted === true) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}
