import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkpoints,
  isCheckpoint,
  latestCheckpoint,
  writeCheckpoint,
  type TrainerState,
} from './checkpoint';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'stepgrpo-checkpoint-'))));
afterEach(() => rmSync(root, { recursive: true }));

const stateAt = (totalStep: number): TrainerState => ({
  version: 1,
  phase: 'warmup',
  step: totalStep,
  totalStep,
  optimizerStep: totalStep,
  logBytes: 10,
  seed: 0,
  configHash: 'c',
  dataHash: 'd',
  reference: null,
});
const writeTensors = async (path: string) =>
  writeFileSync(join(path, 'model.safetensors'), path.length.toString());
const write = (totalStep: number) => writeCheckpoint(root, stateAt(totalStep), { keep: 2, writeTensors });

it('keeps the latest few and finds the last', async () => {
  for (const step of [1, 2, 10]) await write(step);
  expect(readdirSync(root)).toEqual(['step-000002', 'step-000010']);
  expect(latestCheckpoint(root)).toEqual({ path: join(root, 'step-000010'), state: stateAt(10) });
  expect(isCheckpoint(join(root, 'step-000010'))).toBe(true);
});

it('orders by number even past a million', async () => {
  for (const step of [999_999, 1_000_000]) await write(step);
  expect(checkpoints(root).at(-1)).toBe(join(root, 'step-1000000'));
});

it('has none in a run that never got to one', () => {
  expect(latestCheckpoint(join(root, 'none'))).toBeNull();
  expect(latestCheckpoint(root)).toBeNull();
});

it('leaves no checkpoint behind when writing fails, and keeps the earlier one', async () => {
  await write(1);
  const failing = writeCheckpoint(root, stateAt(2), {
    keep: 1,
    writeTensors: async () => Promise.reject(new Error('disk full')),
  });
  await expect(failing).rejects.toThrow('disk full');
  expect(latestCheckpoint(root)?.state.totalStep).toBe(1);
  expect(readdirSync(root)).toEqual(['step-000001']);
});

it('ignores what a killed process left unfinished', async () => {
  await write(1);
  mkdirSync(join(root, '.unfinished-step-000002'));
  expect(latestCheckpoint(root)?.state.totalStep).toBe(1);
});

it('refuses a checkpoint whose bytes have changed', async () => {
  const path = await write(1);
  writeFileSync(join(path, 'model.safetensors'), 'other');
  expect(() => latestCheckpoint(root)).toThrow(/model\.safetensors has changed/);
});
