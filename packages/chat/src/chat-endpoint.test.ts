import { stubChatServer } from '@stepgrpo/testing';
import type { StubAnswer, StubChatServer } from '@stepgrpo/testing';
import { chatEndpoint } from './chat-endpoint';
import type { EndpointOptions } from './endpoint-options';

let server: StubChatServer;
let slept: number[];
beforeEach(() => (slept = []));
afterEach(() => server.close());

const good: StubAnswer = { kind: 'text', text: 'yes' };
const request = { messages: [{ role: 'user', content: 'is it?' }] as const, maxTokens: 16 };

/** A client of a server that gives these answers, the last one for ever; it does not really wait. */
async function clientOf(
  answers: readonly StubAnswer[],
  options: Partial<EndpointOptions> = {},
  apiKey?: string,
) {
  server = await stubChatServer(({ number }) => answers[Math.min(number, answers.length - 1)]!);
  return chatEndpoint(
    { baseUrl: server.baseUrl, model: 'tiny', retries: 3, ...options },
    { apiKey, sleep: async (ms) => void slept.push(ms), delays: { firstMs: 100, longestMs: 250 } },
  );
}

it('asks for a completion and gives its text and what it cost', async () => {
  const client = await clientOf([good], {}, 'secret');
  expect(await client.complete(request)).toEqual({
    kind: 'reply',
    text: 'yes',
    cut: false,
    usage: { promptTokens: 100, completionTokens: 10 },
  });
  const [seen] = server.requests;
  expect(seen!.headers.authorization).toBe('Bearer secret');
  expect(seen!.body).toEqual({
    model: 'tiny',
    messages: request.messages,
    max_tokens: 16,
    temperature: 0,
    stream: false,
  });
});

it('sends no authorization without a key, and takes fields out or in', async () => {
  const client = await clientOf([good], { extraBody: { max_tokens: null, max_completion_tokens: 16 } });
  await client.complete(request);
  expect(server.requests[0]!.headers.authorization).toBeUndefined();
  expect(server.requests[0]!.body).toMatchObject({ max_completion_tokens: 16 });
  expect(server.requests[0]!.body).not.toHaveProperty('max_tokens');
});

it.each<[string, StubAnswer]>([
  ['a server that broke', { kind: 'status', status: 500, body: 'oops' }],
  ['a busy server', { kind: 'status', status: 503 }],
  ['a rate limit', { kind: 'status', status: 429 }],
  ['a reset connection', { kind: 'reset' }],
  ['a connection cut in the body', { kind: 'cut' }],
  ['a web page instead of a completion', { kind: 'raw', body: '<html>bad gateway</html>' }],
  ['JSON that is no completion', { kind: 'raw', body: '{"choices": []}' }],
  ['an empty text', { kind: 'text', text: ' ' }],
])('tries again after %s, waiting longer each time', async (_, bad) => {
  const client = await clientOf([bad, bad, bad, good]);
  expect(await client.complete(request)).toMatchObject({ kind: 'reply', text: 'yes' });
  expect(server.requests).toHaveLength(4);
  // 100, 200, 400 cut to 250, each times 0.5 to 1
  expect(slept.map((ms, i) => ms >= [50, 100, 125][i]! && ms < [100, 200, 250][i]!)).toEqual([
    true,
    true,
    true,
  ]);
});

it('tries again after a timeout, and gives up with the reason', async () => {
  const client = await clientOf([{ kind: 'hang' }], { retries: 1, timeoutMs: 60 });
  expect(await client.complete(request)).toEqual({
    kind: 'failed',
    failure: 'unreachable',
    reason: 'no reply within 60 ms (after 2 attempts)',
  });
});

it.each([
  ['seconds', () => '7', 7000],
  ['a date', () => new Date(Date.now() + 60_000).toUTCString(), 60_000],
])('honours Retry-After as %s', async (_, header, wanted) => {
  const client = await clientOf([
    { kind: 'status', status: 429, headers: { 'retry-after': header() } },
    good,
  ]);
  expect(await client.complete(request)).toMatchObject({ kind: 'reply' });
  expect(slept).toHaveLength(2); // a back-off, and what was asked for
  expect(Math.abs(slept[1]! - wanted)).toBeLessThan(2000); // dates have whole seconds
});

it('backs off from an endpoint that says "at once"', async () => {
  const busy = { kind: 'status', status: 429, headers: { 'retry-after': '0' } } as const;
  const client = await clientOf([busy, busy, good]);
  expect(await client.complete(request)).toMatchObject({ kind: 'reply' });
  expect(slept).toHaveLength(2);
  expect(slept[1]).toBeGreaterThan(slept[0]!);
});

it('gives up on an endpoint that asks for an hour', async () => {
  const client = await clientOf([{ kind: 'status', status: 429, headers: { 'retry-after': '3600' } }]);
  expect(await client.complete(request)).toMatchObject({
    failure: 'unreachable',
    reason: 'HTTP 429: (empty) (asks to wait 3600 s; after 1 attempt)',
  });
});

it.each<[string, StubAnswer, string]>([
  [
    'a wrong key',
    { kind: 'status', status: 401, body: '{"error": "bad key"}' },
    'HTTP 401: {"error": "bad key"}',
  ],
  ['an unknown model', { kind: 'status', status: 404, body: 'no\nmodel' }, 'HTTP 404: no model'],
  [
    'a redirect',
    { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/x' } },
    'HTTP 302: redirects to http://127.0.0.1:1/x',
  ],
])('does not repeat %s', async (_, answer, reason) => {
  const client = await clientOf([answer]);
  expect(await client.complete(request)).toEqual({ kind: 'failed', failure: 'refused', reason });
  expect(server.requests).toHaveLength(1);
});

it('does not read a huge reply to its end, nor ask again', async () => {
  const client = await clientOf([{ kind: 'huge', bytes: 5_000_000 }], { maxReplyBytes: 10_000 });
  expect(await client.complete(request)).toMatchObject({
    failure: 'unreadable',
    reason: expect.stringContaining('10000'),
  });
  expect(server.requests).toHaveLength(1);
});

it('says when a reply was cut by its length limit', async () => {
  const client = await clientOf([{ kind: 'text', text: 'ye', finishReason: 'length', usage: 'nonsense' }]);
  expect(await client.complete(request)).toEqual({ kind: 'reply', text: 'ye', cut: true, usage: null });
});

it('has no more requests under way than allowed', async () => {
  server = await stubChatServer(async () => {
    await new Promise((resolve) => setTimeout(resolve, 15));
    return good;
  });
  const client = chatEndpoint({ baseUrl: server.baseUrl, model: 'tiny', concurrency: 3 });
  const replies = await Promise.all(Array.from({ length: 10 }, () => client.complete(request)));
  expect(replies.every(({ kind }) => kind === 'reply')).toBe(true);
  expect(server.mostAtOnce).toBe(3);
});

it('stops waiting and asking when it is told to', async () => {
  server = await stubChatServer(() => ({ kind: 'status', status: 503, headers: { 'retry-after': '30' } }));
  const client = chatEndpoint({ baseUrl: server.baseUrl, model: 'tiny' });
  const stop = new AbortController();
  const reply = client.complete({ ...request, signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  expect(await reply).toMatchObject({ kind: 'failed', failure: 'aborted' });
});

it('refuses options that cannot work', async () => {
  server = await stubChatServer(() => good);
  expect(() => chatEndpoint({ baseUrl: 'ftp://x', model: 'm' })).toThrow('no http or https address');
  expect(() => chatEndpoint({ baseUrl: 'http://u:p@x', model: 'm' })).toThrow('user name or password');
  expect(() => chatEndpoint({ baseUrl: 'http://x', model: 'm', concurrency: 0 })).toThrow('concurrency');
});
