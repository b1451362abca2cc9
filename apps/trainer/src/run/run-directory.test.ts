import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConfigSchema } from '@stepgrpo/core';
import { assertFree, configHash, createRunDirectory, freeName, openRunDirectory } from './run-directory';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'stepgrpo-run-'))));
afterEach(() => rmSync(root, { recursive: true }));

const config = runConfigSchema.parse({
  name: 'x',
  model: { preset: 'digits' },
  stepgrpo: {
    data: { kind: 'digits', split: 'train', count: 8 },
    steps: 2,
    promptsPerStep: 2,
    rewards: [{ name: 'step-accuracy', weight: 2, options: { mode: 'code', nested: { deep: [1, 2] } } }],
    optim: { learningRate: 1e-6, epsilon: 1e-15 },
  },
});

it('writes a config that reads back the same', () => {
  createRunDirectory(join(root, 'x'), config);
  const reopened = openRunDirectory(join(root, 'x'));
  expect(reopened.config).toEqual(config);
  expect(configHash(reopened.config)).toBe(configHash(config));
});

it('says how to go on where a run exists', () => {
  createRunDirectory(join(root, 'x'), config);
  expect(() => assertFree(join(root, 'x'), { force: false })).toThrow(/--resume .*--name.*--force/);
  expect(() => assertFree(join(root, 'x'), { force: true })).not.toThrow();
  expect(() => assertFree(join(root, 'y'), { force: false })).not.toThrow();
});

it('replaces a run when asked, but never another directory', () => {
  createRunDirectory(join(root, 'x'), config);
  writeFileSync(join(root, 'x', 'events.jsonl'), '');
  createRunDirectory(join(root, 'x'), config);
  expect(existsSync(join(root, 'x', 'events.jsonl'))).toBe(false);
  mkdirSync(join(root, 'photos'));
  writeFileSync(join(root, 'photos', 'cat.png'), '');
  expect(() => createRunDirectory(join(root, 'photos'), config)).toThrow(/is not a run/);
});

it('says so when there is no run to open', () => {
  expect(() => openRunDirectory(join(root, 'none'))).toThrow(/holds no run.*ENOENT/);
});

it('finds a free name', () => {
  mkdirSync(join(root, 'digits'));
  mkdirSync(join(root, 'digits-2'));
  expect(freeName(root, 'digits')).toBe('digits-3');
  expect(freeName(root, 'other')).toBe('other');
});

it('hashes configs by value', () => {
  expect(configHash({ ...config, seed: 1 })).not.toBe(configHash(config));
  const { name, ...rest } = config;
  expect(configHash({ ...rest, name })).toBe(configHash(config));
});
