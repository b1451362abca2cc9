import { stubChatServer } from './stub-chat-server';
import type { StubAnswer, StubChatServer } from './stub-chat-server';

let server: StubChatServer;
afterEach(() => server.close());

async function ask(answer: StubAnswer, timeoutMs = 5000): Promise<Response> {
  server = await stubChatServer(() => answer);
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hello' }] });
  return fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    body,
    signal: AbortSignal.timeout(timeoutMs),
  });
}

it('answers as a chat endpoint does, and remembers what it was asked', async () => {
  const response = await ask({ kind: 'text', text: 'hi' });
  expect(await response.json()).toMatchObject({
    choices: [{ message: { role: 'assistant', content: 'hi' }, finish_reason: 'stop' }],
  });
  expect(server.requests).toMatchObject([{ number: 0, url: '/v1/chat/completions', body: { model: 'm' } }]);
});

it('refuses with a status and headers', async () => {
  const response = await ask({ kind: 'status', status: 429, headers: { 'retry-after': '2' }, body: 'slow' });
  expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([
    429,
    '2',
    'slow',
  ]);
});

it('sends what it is told, of any length', async () => {
  expect(await (await ask({ kind: 'raw', body: '<html>' })).text()).toBe('<html>');
  await server.close();
  expect(await (await ask({ kind: 'huge', bytes: 5000 })).text()).toHaveLength(5000);
});

it.each([
  ['hang', 50],
  ['reset', 5000],
] as const)('can %s', async (kind, timeoutMs) => {
  await expect(ask({ kind }, timeoutMs)).rejects.toThrow();
});

it('can cut a body', async () => {
  const response = await ask({ kind: 'cut' });
  await expect(response.text()).rejects.toThrow();
});
