import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConfigSchema } from '@stepgrpo/core';
import { silentReporter } from '../progress/reporter';
import { neverStop } from '../stop';
import { fakeCollaborators, type FakeCollaborators } from '../testing/fake-collaborators';
import { train } from '../train';
import { phaseNames, resumeRun, startRun } from './open-run';

const data = { kind: 'digits', split: 'train', count: 4 } as const;
const config = runConfigSchema.parse({
  name: 'fake',
  model: { preset: 'tiny' },
  warmup: { epochs: 1, data, optim: { learningRate: 0.5, microBatchSize: 2 } },
});

let root: string;
let path: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stepgrpo-open-'));
  path = join(root, 'fake');
});
afterEach(() => rmSync(root, { recursive: true }));

const options = (collaborators: FakeCollaborators = fakeCollaborators()) => ({
  collaborators,
  reporter: silentReporter,
  path,
});

async function runWhole(): Promise<void> {
  const run = await startRun(config, { ...options(), force: false });
  await train(run, neverStop);
  await run.close();
}

it('leaves nothing behind when the data cannot be opened', async () => {
  const failing = { ...fakeCollaborators(), openData: async () => Promise.reject(new Error('no data')) };
  await expect(startRun(config, { ...options(failing), force: false })).rejects.toThrow('no data');
  expect(existsSync(path)).toBe(false);
});

it('keeps the old run when a forced new one cannot be opened', async () => {
  await runWhole();
  const before = readFileSync(join(path, 'events.jsonl'), 'utf8');
  const failing = { ...fakeCollaborators(), openData: async () => Promise.reject(new Error('no data')) };
  await expect(startRun(config, { ...options(failing), force: true })).rejects.toThrow('no data');
  expect(readFileSync(join(path, 'events.jsonl'), 'utf8')).toBe(before);
});

it('fails on an unknown estimator or rule before any training', async () => {
  const rl = { data, steps: 1, promptsPerStep: 1, rewards: [{ name: 'x' }], optim: { learningRate: 1 } };
  const withRl = runConfigSchema.parse({ ...config, stepgrpo: rl });
  const failing = {
    ...fakeCollaborators(),
    createRules: async () => Promise.reject(new Error('no such rule')),
  };
  await expect(startRun(withRl, { ...options(failing), force: false })).rejects.toThrow('no such rule');
});

it('refuses to resume under another config or other data', async () => {
  await runWhole();
  const text = readFileSync(join(path, 'config.toml'), 'utf8');
  writeFileSync(join(path, 'config.toml'), text.replace('learningRate = 0.5', 'learningRate = 0.25'));
  await expect(resumeRun(options())).rejects.toThrow(/was edited after the checkpoint/);
  writeFileSync(join(path, 'config.toml'), text);
  const { openData, ...rest } = fakeCollaborators();
  const changed: FakeCollaborators = {
    ...rest,
    openData: async (source) => ({ ...(await openData(source)), hash: 'other' }),
  };
  await expect(resumeRun(options(changed))).rejects.toThrow(/data is not what it was/);
});

it('knows the phases of a config', () => {
  expect(phaseNames(config)).toEqual(['warmup']);
});
