import { chatEndpoint, openJournal } from '@stepgrpo/chat';
import type { EndpointOptions } from '@stepgrpo/chat';
import { formatResponse } from '@stepgrpo/core';
import { aSample, stubChatServer } from '@stepgrpo/testing';
import type { StubAnswer, StubChatServer } from '@stepgrpo/testing';
import { estimateRequests, modelAnnotator, paidReplySchema } from './model-annotator';

let server: StubChatServer;
afterEach(() => server.close());

const sample = aSample({ question: 'What is 3 + 8?' });
const path = formatResponse({ description: 'd', rationales: 'r', steps: ['3 + 8 = 11'], answer: '11' });
const good: StubAnswer = { kind: 'text', text: '{"keySteps": ["3 + 8 = 11"]}' };
const journal = openJournal.bind(null, null);

async function annotatorOf(
  answers: readonly StubAnswer[],
  options: Partial<EndpointOptions> = {},
  kept = journal({ schema: paidReplySchema }),
  maxTokens = 50,
) {
  server = await stubChatServer(({ number }) => answers[Math.min(number, answers.length - 1)]!);
  const endpoint = { baseUrl: server.baseUrl, model: 'tiny', retries: 1, timeoutMs: 3000, ...options };
  const model = chatEndpoint(endpoint, { sleep: async () => undefined });
  return modelAnnotator({ model, journal: kept as never, maxTokens });
}

it.each<[string, StubAnswer]>([
  ['a limit of requests', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }],
  ['a server that broke', { kind: 'status', status: 500 }],
  ['a reset connection', { kind: 'reset' }],
  ['a cut body', { kind: 'cut' }],
  ['nonsense', { kind: 'text', text: 'no' }],
  ['a cut reply', { kind: 'text', text: '{"keySteps": ["3 +', finishReason: 'length' }],
  ['another JSON', { kind: 'text', text: '{"steps": []}' }],
])('gets its key steps from the model after %s', async (_, bad) => {
  const annotator = await annotatorOf([bad, good]);
  expect(await annotator.annotate(sample, path)).toMatchObject({
    source: 'model',
    keySteps: [expect.arrayContaining(['3 + 8 = 11'])],
  });
});

it.each<[string, StubAnswer, RegExp]>([
  [
    'a limit of requests',
    { kind: 'status', status: 429, headers: { 'retry-after': '9999' } },
    /asks to wait 9999 s/,
  ],
  ['a server that broke', { kind: 'status', status: 500 }, /HTTP 500.*after 2 attempts/],
  ['nonsense', { kind: 'text', text: 'no' }, /no JSON object/],
  ['cut replies', { kind: 'text', text: '{"key', finishReason: 'length' }, /cut at 100 tokens/],
  ['huge replies', { kind: 'huge', bytes: 3_000_000 }, /longer than/],
  ['invented key steps', { kind: 'text', text: '{"keySteps": ["7 + 7 = 14"]}' }, /contains none/],
])('falls back to the rules when there is nothing but %s, and says why', async (_, bad, problem) => {
  const annotation = await (await annotatorOf([bad])).annotate(sample, path);
  expect(annotation).toMatchObject({ source: 'fallback', problem: expect.stringMatching(problem) });
  expect(annotation!.keySteps[0]).toContain('8 + 3 = 11');
});

it('falls back when there is no reply in time', async () => {
  const annotator = await annotatorOf([{ kind: 'hang' }], { timeoutMs: 60, retries: 0 });
  expect(await annotator.annotate(sample, path)).toMatchObject({
    source: 'fallback',
    problem: expect.stringMatching(/60 ms/),
  });
});

it('asks again with what was wrong, and with more room', async () => {
  const annotator = await annotatorOf([{ kind: 'text', text: 'no' }, good]);
  await annotator.annotate(sample, path);
  expect(server.requests.map(({ body }) => body['max_tokens'])).toEqual([50, 100]);
  expect(server.requests[1]!.body.messages.at(-1)!.content).toContain('could not be used');
});

it('never pays twice: neither again, nor for two samples that ask the same, nor for a useless reply', async () => {
  const kept = journal({ schema: paidReplySchema });
  const annotator = await annotatorOf([{ kind: 'text', text: 'no' }, good], {}, kept);
  await Promise.all([
    annotator.annotate(sample, path),
    annotator.annotate(aSample({ ...sample, id: 'twin' }), path),
  ]);
  await annotator.annotate(sample, path);
  expect(server.requests).toHaveLength(2);
});

it('asks again with more room for what was cut, and only then', async () => {
  const kept = journal({ schema: paidReplySchema });
  const cut: StubAnswer = { kind: 'text', text: '{"keySteps": ["3 +', finishReason: 'length' };
  const short = await annotatorOf([cut], {}, kept);
  expect(await short.annotate(sample, path)).toMatchObject({
    problem: expect.stringMatching(/raise --max-tokens/),
  });
  await short.annotate(sample, path);
  expect(server.requests).toHaveLength(2); // two attempts, once
  await server.close();
  const longer = await annotatorOf([good], {}, kept, 400);
  expect(await longer.annotate(sample, path)).toMatchObject({ source: 'model' });
  expect(server.requests).toHaveLength(1);
});

it('gives up when the endpoint refuses from the start, not when it refuses one sample later', async () => {
  const refused: StubAnswer = { kind: 'status', status: 404, body: 'no such model' };
  const annotator = await annotatorOf([refused]);
  const all = [1, 2, 3].map((n) => annotator.annotate(aSample({ question: `${n}?` }), path));
  await expect(Promise.all(all)).rejects.toThrow(/refuses every request \(HTTP 404: no such model\)/);
  await server.close();
  const other = await annotatorOf([good, refused]);
  await other.annotate(sample, path);
  for (const n of [1, 2, 3, 4]) {
    expect(await other.annotate(aSample({ question: `${n}?` }), path)).toMatchObject({ source: 'fallback' });
  }
});

it('estimates what is not in the journal yet', async () => {
  const kept = journal({ schema: paidReplySchema });
  const annotator = await annotatorOf([good], {}, kept);
  const other = aSample({ question: 'Another?' });
  const paths = [
    { sample, path },
    { sample: other, path },
  ];
  const parts = {
    model: { name: 'tiny', complete: () => Promise.reject(new Error()) },
    journal: kept as never,
  };
  expect(estimateRequests(paths, parts)).toMatchObject({ requests: 2, known: 0 });
  await annotator.annotate(sample, path);
  const estimate = estimateRequests(paths, parts);
  expect(estimate).toMatchObject({ requests: 1, known: 1 });
  expect(estimate.promptTokens).toBeGreaterThan(path.length / 4);
});
