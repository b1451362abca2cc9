import { request } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { scored, type RewardRule } from '@stepgrpo/core';
import { combine, stepAccuracy } from '@stepgrpo/rewards';
import { createRewardServer, type RewardServerOptions } from './reward-server';

type Server = Awaited<ReturnType<typeof createRewardServer>>;
const rules = combine([{ rule: stepAccuracy(), weight: 1 }]);
const good = JSON.stringify({
  items: [{ sample: { solution: '7' }, completion: '### The final answer is: 7' }],
});

let server: Server;
let port: number;
async function serve(options: Partial<RewardServerOptions> = {}): Promise<void> {
  server = await createRewardServer({ rules, ...options });
  await server.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = server.server.address() as AddressInfo);
}
afterEach(async () => {
  // Whatever a client did, the next one is served.
  expect(await send(good)).toBe(200);
  server.server.closeAllConnections();
  await server.close();
});

/** The status of a reply to a body that is sent piece by piece; 0 when the connection was closed without one. */
function send(body: string | Iterable<string>, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const type = { 'content-type': 'application/json' };
    const sent = request({
      port,
      host: '127.0.0.1',
      path: '/v1/score',
      method: 'POST',
      headers: { ...type, ...headers },
    });
    sent.on('response', (reply) => {
      reply.resume();
      resolve(reply.statusCode!);
    });
    sent.on('error', () => resolve(0));
    const pieces = typeof body === 'string' ? [body] : body;
    const iterator = pieces[Symbol.iterator]();
    const push = (): void => {
      for (let next = iterator.next(); !next.done; next = iterator.next()) {
        if (sent.destroyed) return;
        if (!sent.write(next.value)) return void sent.once('drain', push);
      }
      sent.end();
    };
    push();
  });
}

const solution = (value: unknown) => ({ items: [{ sample: { solution: value }, completion: 'x' }] });
const bodies: readonly (readonly [what: string, body: string, status: number])[] = [
  ['nothing', '', 400],
  ['half of a text', good.slice(0, -3), 400],
  ['no JSON', 'hello', 400],
  ['null', 'null', 400],
  ['a list', '[]', 400],
  ['no items', '{"items":[]}', 400],
  ['a number as solution', JSON.stringify(solution(7)), 400],
  ['null as solution', JSON.stringify(solution(null)), 400],
  ['an object as completion', '{"items":[{"sample":{"solution":"7"},"completion":{}}]}', 400],
  [
    'key steps that are texts',
    '{"items":[{"sample":{"solution":"7","keySteps":["a"]},"completion":"x"}]}',
    400,
  ],
  ['a misspelt key', '{"items":[{"sample":{"solution":"7","keysteps":[]},"completion":"x"}]}', 400],
  ['a negative count of tokens', '{"items":[{"sample":{"solution":"7"},"completion":"x","tokens":-1}]}', 400],
  [
    'a count of tokens beyond all bounds',
    '{"items":[{"sample":{"solution":"7"},"completion":"x","tokens":1e300}]}',
    400,
  ],
  ['a poisoned prototype', '{"__proto__":{"items":[]},"items":[]}', 400],
  ['too many items', `{"items":[${'{},'.repeat(5000)}{}]}`, 400],
  ['ten million open brackets', `{"items":${'['.repeat(10_000_000)}`, 400],
  ['a million objects in each other', `{"items":${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}}`, 400],
  ['a lone surrogate', JSON.stringify(solution('\ud800')), 200],
];

it.each(bodies)('answers %s', async (_, body, status) => {
  await serve();
  expect(await send(body)).toBe(status);
});

it('answers another media type, another path and another method', async () => {
  await serve();
  expect(await send(good, { 'content-type': 'application/xml' })).toBe(415);
  expect(await send(good, { 'content-type': 'application/json', 'content-encoding': 'gzip' })).toBeLessThan(
    500,
  );
  const url = `http://127.0.0.1:${port}`;
  expect((await fetch(`${url}/v1/score`)).status).toBe(404);
  expect((await fetch(`${url}/../../etc/passwd`)).status).toBe(404);
  expect((await fetch(`${url}/health`, { method: 'DELETE' })).status).toBe(404);
});

it('refuses 100 MB, announced or not', async () => {
  await serve();
  const megabyte = ' '.repeat(1024 * 1024);
  const pieces = new Array<string>(100).fill(megabyte);
  expect([413, 0]).toContain(await send(pieces, { 'content-length': String(100 * megabyte.length) }));
  expect([413, 0]).toContain(await send(pieces));
});

it('cuts off clients that send their head or their body too slowly', async () => {
  await serve({ timeoutMs: 300 });
  const ends = (text: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      let seen = '';
      socket.on('data', (data) => (seen += data.toString()));
      socket.on('error', () => resolve(seen));
      socket.on('close', () => resolve(seen));
    });
  const body =
    'POST /v1/score HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{';
  const replies = await Promise.all([ends('POST /v1/score HTTP/1.1\r\nhost'), ends(body)]);
  for (const reply of replies) expect(reply).toMatch(/^(?:HTTP\/1\.1 4\d\d .*)?/);
});

it('survives garbage, and clients that leave in the middle', async () => {
  await serve();
  const sockets: Socket[] = [];
  for (const text of [
    '\u0000\u0001\u0002',
    'GET / HTTP/9.9\r\n\r\n',
    `POST /v1/score HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${good.length}\r\n\r\n${good.slice(0, 9)}`,
  ]) {
    sockets.push(
      await new Promise<Socket>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(text, () => resolve(socket)));
        socket.on('error', () => undefined);
      }),
    );
  }
  for (const socket of sockets) socket.destroy();
  expect(await send(good)).toBe(200);
});

it('serves many at once, and tells those beyond its limit to come back', async () => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const slow: RewardRule = {
    name: 'slow',
    range: [0, 1],
    score: async () => {
      await released;
      return scored(1);
    },
  };
  await serve({ maxRequests: 4, rules: combine([{ rule: slow, weight: 1 }]) });
  const statuses: number[] = [];
  const sent = Array.from({ length: 10 }, async () => {
    statuses.push(await send(good));
    if (statuses.length === 6) release(); // those that are not served have their answer, while four still wait
  });
  await Promise.all(sent);
  expect(statuses).toEqual([...Array<number>(6).fill(429), ...Array<number>(4).fill(200)]);
});
