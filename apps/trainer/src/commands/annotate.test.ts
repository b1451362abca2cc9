import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { formatResponse } from '@stepgrpo/core';
import { readR1Vl } from '@stepgrpo/data';
import { stubChatServer, type StubAnswer, type StubChatServer } from '@stepgrpo/testing';
import type { AnnotationReport } from '../annotation/annotation-report';
import { runCommand } from '../testing/run-command';
import { runFiles, type RunFiles } from '../testing/run-files';

let files: RunFiles;
let input: string;
let out: string;
let server: StubChatServer | undefined;
beforeEach(() => {
  files = runFiles();
  [input, out] = [files.path('sft.jsonl'), files.path('key-steps.jsonl')];
  writeFileSync(files.path('a.png'), 'no image, only a file');
});
afterEach(async () => {
  files.remove();
  await server?.close();
  server = undefined;
});

const path = (...steps: readonly string[]): string =>
  formatResponse({ description: 'd', rationales: 'r', steps, answer: '7' });
const record = (id: string, content: string, images = ['a.png']): string =>
  `${JSON.stringify({
    id,
    messages: [
      { role: 'user', content: `q of ${id}` },
      { role: 'assistant', content },
    ],
    images,
  })}\n`;
const annotate = (...args: readonly string[]) =>
  runCommand(['annotate', input, '--out', out, ...args], undefined, { KEY: 'sk' });
const reply = JSON.stringify({ keySteps: [{ text: '3 + 4 = 7', alternatives: ['4 plus 3 makes 7'] }] });

async function withModel(answer: (n: number) => StubAnswer, ...args: readonly string[]) {
  server ??= await stubChatServer(({ number }) => answer(number));
  const model = ['--model', 'tiny', '--base-url', server.baseUrl, '--api-key-env', 'KEY', '--retries', '0'];
  return annotate(...model, ...args);
}

it('annotates by rules, offline, and reads the result back', async () => {
  writeFileSync(
    input,
    record('one', path('3 + 4 = 7', 'the radius is 5 cm')) +
      record('two', path('look')) +
      record('three', 'no path'),
  );
  const { exitCode, stdout, stderr } = await annotate('--json');
  expect([exitCode, stderr.includes('annotate')]).toEqual([0, true]);
  const report = JSON.parse(stdout) as AnnotationReport;
  expect(report).toMatchObject({ samples: 3, keySteps: 2, written: 3, grounded: 1, use: null });
  expect(report.outcomes).toMatchObject({ annotated: 1, 'without-key-steps': 1, 'without-path': 1 });
  const [one, two] = await readR1Vl(out);
  expect(one!.keySteps[0]).toEqual(expect.arrayContaining(['3 + 4 = 7', '4+3=7']));
  expect(two!.keySteps).toEqual([]);
});

it('leaves out what the layout cannot hold, and says so', async () => {
  writeFileSync(input, record('one', path('3 + 4 = 7')) + record('text-only', path('1 + 1 = 2'), []));
  const { stdout } = await annotate();
  expect(stdout).toMatch(/left out 1: .*exactly one image \(text-only\)/);
});

it('extends the key steps of R1-VL data, or keeps them', async () => {
  const r1 = {
    image_path: 'a.png',
    problem: 'q',
    solution: path('6/3 = 2'),
    key_steps: { Steps: [['6/3 = 2', 'mine']] },
  };
  writeFileSync(input, JSON.stringify([r1]));
  await annotate('--existing', 'extend');
  const [group] = (await readR1Vl(out))[0]!.keySteps;
  expect(group!.slice(0, 2)).toEqual(['6/3 = 2', 'mine']);
  expect(group).toContain('\\frac{6}{3} = 2');
  await annotate('--force');
  expect((await readR1Vl(out))[0]!.keySteps).toEqual([['6/3 = 2', 'mine']]);
});

it('asks a model with the key of the environment, says what it will cost before, and pays once', async () => {
  writeFileSync(input, record('one', path('3 + 4 = 7')) + record('two', path('So 3 + 4 = 7.')));
  const first = await withModel(() => ({ kind: 'text', text: reply }), '--json', '--price-in', '1');
  expect(first.stderr).toMatch(/estimate for tiny: 2 requests, 0 known .*cost/);
  const report = JSON.parse(first.stdout) as AnnotationReport;
  expect(report).toMatchObject({
    sources: { model: 2 },
    use: { requests: 2, promptTokens: 200, cost: 0.0002 },
  });
  expect(server!.requests[0]!.headers.authorization).toBe('Bearer sk');
  expect((await readR1Vl(out))[0]!.keySteps[0]).toEqual(
    expect.arrayContaining(['3 + 4 = 7', '4 plus 3 makes 7', '4 + 3 = 7']),
  );
  const again = await withModel(() => ({ kind: 'text', text: reply }), '--json', '--force');
  expect(JSON.parse(again.stdout)).toMatchObject({ sources: { model: 2 }, use: { requests: 0, known: 2 } });
  expect(server!.requests).toHaveLength(2);
});

it('stops after the estimate when asked to, or when it is too dear', async () => {
  writeFileSync(input, record('one', path('3 + 4 = 7')));
  const dry = await withModel(() => ({ kind: 'text', text: reply }), '--dry-run');
  expect(dry.stdout).toMatch(/^1 requests, 0 known/);
  const dear = await withModel(
    () => ({ kind: 'text', text: reply }),
    '--price-in',
    '1000000',
    '--max-cost',
    '1',
  );
  expect(dear.exitCode).toBe(2);
  expect(dear.stderr).toMatch(/above --max-cost 1/);
  expect([server!.requests.length, existsSync(out)]).toEqual([0, false]);
});

it('takes the rules where the model talks nonsense, and reports it', async () => {
  writeFileSync(input, record('one', path('3 + 4 = 7')));
  const { stdout } = await withModel(() => ({ kind: 'text', text: 'I would rather not.' }), '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    sources: { fallback: 1 },
    keySteps: 1,
    problems: [{ samples: 1 }],
  });
});

it('stops at once when the endpoint refuses the key, without output', async () => {
  writeFileSync(
    input,
    Array.from({ length: 20 }, (_, i) => record(`s${i}`, path(`3 + ${i} = ${3 + i}`))).join(''),
  );
  const { exitCode, stderr } = await withModel(() => ({ kind: 'status', status: 401, body: 'bad key' }));
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/refuses every request \(HTTP 401: bad key\)/);
  expect(existsSync(out)).toBe(false);
  expect(server!.requests.length).toBeLessThan(12);
});

it('goes on after an interruption without paying again', async () => {
  writeFileSync(
    input,
    Array.from({ length: 6 }, (_, i) => record(`s${i}`, path(`${i} + 4 = ${i + 4}`))).join(''),
  );
  // The first three replies arrive; then the process is gone, and what is left is the journal, cut in a line.
  await withModel(
    (n) => (n < 3 ? { kind: 'text', text: reply } : { kind: 'status', status: 500 }),
    '--concurrency',
    '1',
  );
  const journal = `${out}.journal.jsonl`;
  const lines = readFileSync(journal, 'utf8').split('\n').filter(Boolean);
  writeFileSync(journal, `${lines.join('\n')}\n{"key": "cu`);
  const paid = server!.requests.length;
  await server!.close();
  server = undefined;
  const { stdout } = await withModel(() => ({ kind: 'text', text: reply }), '--json', '--force');
  expect(JSON.parse(stdout)).toMatchObject({ samples: 6, use: { known: 3 } });
  expect(paid).toBeGreaterThan(0);
});

it.each([
  [['--model', 'm'], /--model needs an endpoint/],
  [['--base-url', 'http://x'], /needs a model/],
  [['--model', 'm', '--base-url', 'nonsense'], /no http or https address/],
  [['--existing', 'burn'], /Allowed choices are keep, extend, replace/],
])('refuses %j', async (args, message) => {
  writeFileSync(input, record('one', path('3 + 4 = 7')));
  const { exitCode, stderr } = await annotate(...args);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(message);
});

it('neither overwrites a file nor its input', async () => {
  writeFileSync(input, record('one', path('3 + 4 = 7')));
  writeFileSync(out, 'precious');
  expect((await annotate()).stderr).toMatch(/there already/);
  expect((await runCommand(['annotate', input, '--out', input, '--force'])).stderr).toMatch(
    /the output is the input/,
  );
  expect(readFileSync(out, 'utf8')).toBe('precious');
});
