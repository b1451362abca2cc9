import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConfigSchema, type RunEvent } from '@stepgrpo/core';
import { silentReporter } from './progress/reporter';
import { resumeRun, startRun, type OpenRun } from './run/open-run';
import { neverStop, type Stop } from './stop';
import { fakeCollaborators } from './testing/fake-collaborators';
import { train } from './train';

const digits = { kind: 'digits', split: 'train', count: 5 } as const;
const optim = { learningRate: 0.5, microBatchSize: 2 };
const config = runConfigSchema.parse({
  name: 'fake',
  model: { preset: 'tiny' },
  warmup: { epochs: 1, data: digits, optim },
  stepgrpo: { data: digits, steps: 3, promptsPerStep: 2, groupSize: 2, rewards: [{ name: 'a' }], optim },
  eval: { data: { ...digits, split: 'test' }, everySteps: 2, sliceSize: 2 },
  checkpoints: { everySteps: 2 },
});
/** 3 updates of the warm-up, 3 of StepGRPO. */
const updates = 6;

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'stepgrpo-train-'))));
afterEach(() => rmSync(root, { recursive: true }));

/** Opens a run whose stop is requested while update number `stopAt` of this process is made. */
async function open(
  path: string,
  { resume = false, stopAt = Infinity } = {},
): Promise<{ run: OpenRun; stop: Stop }> {
  const collaborators = fakeCollaborators();
  const controller = new AbortController();
  const { updates: made } = collaborators.calls;
  const options = { collaborators, reporter: silentReporter, path };
  const run = resume ? await resumeRun(options) : await startRun(config, { ...options, force: false });
  const stop = {
    get requested() {
      return made.length >= stopAt;
    },
    signal: controller.signal,
  };
  return { run, stop };
}

async function runOnce(path: string, options: { resume?: boolean; stopAt?: number } = {}): Promise<string> {
  const { run, stop } = await open(path, options);
  try {
    return await train(run, stop);
  } finally {
    await run.close();
  }
}

const weightsOf = (path: string): string => readFileSync(join(path, 'final', 'weights.json'), 'utf8');
const eventsOf = (path: string): RunEvent[] =>
  readFileSync(join(path, 'events.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);

/** Events without what differs between two runs of the same: times, and the paths of checkpoints. */
function comparable(path: string): unknown[] {
  return eventsOf(path)
    .filter((event) => event.kind !== 'run-resume' && event.kind !== 'checkpoint-end')
    .map((event) => {
      const { time: _time, ...rest } = event;
      const metrics = 'metrics' in rest ? { ...rest.metrics, tokensPerSecond: 0 } : null;
      return { ...rest, durationMs: 0, stagesMs: 0, metrics };
    });
}

it('runs both phases, evaluates after each and leaves the policy behind', async () => {
  const path = join(root, 'whole');
  expect(await runOnce(path)).toBe('done');
  expect(eventsOf(path).map((event) => event.kind)).toEqual([
    'run-start',
    'phase-start',
    'step-end',
    'step-end',
    'checkpoint-end',
    'step-end',
    'checkpoint-end',
    'eval-end',
    'phase-start',
    ...['rollout-end', 'rollout-end', 'step-end'],
    ...['rollout-end', 'rollout-end', 'step-end', 'checkpoint-end', 'eval-end'],
    ...['rollout-end', 'rollout-end', 'step-end', 'checkpoint-end'],
    'eval-end',
    'run-end',
  ]);
  expect(readdirSync(path).sort()).toEqual([
    'checkpoints',
    'config.toml',
    'evaluations',
    'events.jsonl',
    'final',
    'reference',
  ]);
});

it.each(Array.from({ length: updates }, (_, i) => i + 1))(
  'ends with the same weights and log when stopped at update %i and resumed',
  async (stopAt) => {
    const [whole, cut] = [join(root, 'whole'), join(root, 'cut')];
    await runOnce(whole);
    expect(await runOnce(cut, { stopAt })).toBe('interrupted');
    expect(await runOnce(cut, { resume: true })).toBe('done');
    expect(weightsOf(cut)).toBe(weightsOf(whole));
    expect(comparable(cut)).toEqual(comparable(whole));
  },
);

it('can be stopped again and again', async () => {
  const [whole, cut] = [join(root, 'whole'), join(root, 'cut')];
  await runOnce(whole);
  await runOnce(cut, { stopAt: 1 });
  for (let i = 0; i < updates - 2; i++)
    expect(await runOnce(cut, { resume: true, stopAt: 1 })).toBe('interrupted');
  await runOnce(cut, { resume: true });
  expect(weightsOf(cut)).toBe(weightsOf(whole));
});

it('starts at the beginning when there is no checkpoint yet', async () => {
  const [whole, cut] = [join(root, 'whole'), join(root, 'cut')];
  await runOnce(whole);
  const { run } = await open(cut); // and the process dies here
  await run.close();
  await runOnce(cut, { resume: true });
  expect(weightsOf(cut)).toBe(weightsOf(whole));
  expect(comparable(cut)).toEqual(comparable(whole));
});

it('evaluates before StepGRPO when there is no warm-up', async () => {
  const { warmup: _warmup, ...rest } = config;
  const path = join(root, 'rl');
  const run = await startRun(rest, {
    collaborators: fakeCollaborators(),
    reporter: silentReporter,
    path,
    force: false,
  });
  await train(run, neverStop);
  await run.close();
  const phases = eventsOf(path).flatMap((event) =>
    event.kind === 'eval-end' && !event.slice ? [event.phase] : [],
  );
  expect(phases).toEqual(['start', 'stepgrpo']);
});
