import type { AddressInfo } from 'node:net';
import { aSample, fakeRewardRule } from '@stepgrpo/testing';
import { combine, stepAccuracy, stepValidity } from '@stepgrpo/rewards';
import { createRewardServer, type RewardServerOptions } from './reward-server';

type Server = Awaited<ReturnType<typeof createRewardServer>>;
const open: Server[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

const rules = combine([stepAccuracy(), stepValidity()].map((rule) => ({ rule, weight: 1 })));

async function serve(options: Partial<RewardServerOptions> = {}): Promise<string> {
  const server = await createRewardServer({ rules, ...options });
  open.push(server);
  await server.listen({ port: 0, host: '127.0.0.1' });
  return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

const post = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const { solution, keySteps } = aSample();
const right = 'The digits.\n### Step 1:\n3 + 8 = 11\n### The final answer is: 11';
const wrong = '### Step 1:\nno\n### The final answer is: 12';
const item = (completion: string) => ({ sample: { solution, keySteps }, completion });

it('gives every reward with its parts and spans', async () => {
  const url = await serve();
  const reply = await post(`${url}/v1/score`, { items: [item(right), item(wrong)] });
  expect(reply.status).toBe(200);
  const { results } = (await reply.json()) as {
    results: {
      total: number;
      rewards: Record<string, { parts: { label: string; span: [number, number] }[] }>;
    }[];
  };
  expect(results.map(({ total }) => total)).toEqual([1.1, 0]);
  const { parts } = results[0]!.rewards['step-accuracy']!;
  expect(parts.map(({ label, span }) => [label, right.slice(...span)])).toEqual([
    ['key-step 1', '3 + 8 = 11'],
    ['answer', '11'],
  ]);
});

it("speaks OpenRLHF's remote reward model", async () => {
  const url = await serve();
  const prompts = ['What is 3 + 8?', 'What is 3 + 8?'];
  const query = [`${prompts[0]!}${right}</s>`, `${prompts[1]!}${wrong}`];
  const label = JSON.stringify({ solution, keySteps });
  const reply = await post(`${url}/get_reward`, { query, prompts, labels: [label, label] });
  expect(await reply.json()).toEqual({
    rewards: [1.1, 0],
    scores: [1.1 / 2.1, 0],
    extra_logs: { 'step-accuracy': [1.1, 0], 'step-validity': [0, 0], ungradable: [0, 0] },
  });
  expect((await post(`${url}/get_reward`, { query, labels: ['7'] })).status).toBe(400);
});

it('says that it is up, what it counts, and how it is spoken to', async () => {
  const url = await serve();
  await post(`${url}/v1/score`, { items: [item(right)] });
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({
    status: 'ok',
    rules: [{ name: 'step-accuracy', range: [0, 1.1], weight: 1 }, { name: 'step-validity' }],
  });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('stepgrpo_requests_total{route="/v1/score",status="200"} 1');
  const spec = (await (await fetch(`${url}/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, unknown>;
  };
  expect(spec.openapi).toBe('3.1.0');
  expect(Object.keys(spec.paths).sort()).toEqual(['/get_reward', '/health', '/metrics', '/v1/score']);
  expect(spec.paths['/v1/score']).toMatchObject({
    post: { requestBody: { required: true }, responses: { '200': {}, '400': {}, '413': {}, '429': {} } },
  });
});

it('asks for its token everywhere but at /health, and tells nothing about it', async () => {
  const url = await serve({ token: 'correct horse'.replace(' ', '-') });
  expect((await fetch(`${url}/health`)).status).toBe(200);
  for (const path of ['/metrics', '/openapi.json', '/nowhere'])
    expect((await fetch(url + path)).status).toBe(401);
  const body = { items: [item(right)] };
  for (const authorization of ['', 'Bearer', 'Bearer wrong', 'Basic correct-horse', 'Bearer correct-hors']) {
    const reply = await post(`${url}/v1/score`, body, { authorization });
    expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  }
  expect((await post(`${url}/v1/score`, body, { authorization: 'bearer correct-horse' })).status).toBe(200);
});

it('posts of 10,000 completions by several clients give each its own reward', async () => {
  const url = await serve();
  const total = 10_000;
  const size = 500;
  const rewards = new Array<number>(total);
  const starts = Array.from({ length: total / size }, (_, i) => i * size);
  const client = async (): Promise<void> => {
    for (let start = starts.pop(); start !== undefined; start = starts.pop()) {
      const items = Array.from({ length: size }, (_, i) => item(`${(start + i) % 3 === 0 ? right : wrong} `));
      const { results } = (await (await post(`${url}/v1/score`, { items })).json()) as {
        results: { total: number }[];
      };
      results.forEach((result, i) => (rewards[start + i] = result.total));
    }
  };
  await Promise.all([client(), client(), client(), client()]);
  expect(rewards).toEqual(Array.from({ length: total }, (_, i) => (i % 3 === 0 ? 1.1 : 0)));
});

it('gives up on a rule that never answers, and goes on serving', async () => {
  const hanging = {
    ...fakeRewardRule({ name: 'hanging' }),
    score: () => new Promise<never>(() => undefined),
  };
  const url = await serve({ rules: combine([{ rule: hanging, weight: 1 }]), timeoutMs: 300 });
  const reply = await post(`${url}/v1/score`, { items: [item(right)] });
  expect([reply.status, await reply.json()]).toMatchObject([503, { error: { code: 'LATE' } }]);
  expect((await fetch(`${url}/health`)).status).toBe(200);
});
