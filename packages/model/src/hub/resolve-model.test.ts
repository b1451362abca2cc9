import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveModel } from './resolve-model';
import { startStubHub, type StubHub } from './testing/stub-hub';

const files = {
  'config.json': Buffer.from('{}'),
  'tokenizer.json': Buffer.from('{}'),
  'preprocessor_config.json': Buffer.from('{}'),
  'model.safetensors': Buffer.from('weights'),
};

let root: string;
let hub: StubHub;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'resolve-'));
  hub = await startStubHub({ files });
});
afterEach(async () => {
  await hub.close();
  rmSync(root, { recursive: true });
});
const settings = (changes: object = {}) => ({
  endpoint: hub.endpoint,
  cache: join(root, 'hub'),
  token: null,
  offline: false,
  ...changes,
});

it('takes a directory before anything else', async () => {
  const here = process.cwd();
  mkdirSync(join(root, 'owner', 'model'), { recursive: true });
  try {
    process.chdir(root);
    expect(await resolveModel('owner/model', settings())).toBe('owner/model');
  } finally {
    process.chdir(here);
  }
  expect(hub.requests).toEqual([]);
});

it('downloads a model once, and then takes it from the cache, offline too', async () => {
  const directory = await resolveModel('owner/model', settings());
  const asked = hub.requests.length;
  expect(await resolveModel('owner/model', settings())).toBe(directory);
  expect(await resolveModel('owner/model', settings({ offline: true }))).toBe(directory);
  expect(await resolveModel(`owner/model@${hub.commit}`, settings({ offline: true }))).toBe(directory);
  expect(hub.requests).toHaveLength(asked);
});

it('completes a snapshot that lacks a file', async () => {
  const directory = await resolveModel('owner/model', settings());
  rmSync(join(directory, 'model.safetensors'));
  await expect(resolveModel('owner/model', settings({ offline: true }))).rejects.toThrow(
    'has no model.safetensors',
  );
  expect(await resolveModel('owner/model', settings())).toBe(directory);
  expect(await resolveModel('owner/model', settings({ offline: true }))).toBe(directory);
});

it('says what to do offline, and without a network', async () => {
  await expect(resolveModel('owner/model', settings({ offline: true }))).rejects.toThrow(
    /no directory owner\/model.*HF_HUB_OFFLINE forbids a download.*hf download owner\/model --local-dir DIR/,
  );
  const endpoint = 'http://127.0.0.1:9'; // nobody listens there
  await expect(resolveModel('owner/model', settings({ endpoint }))).rejects.toThrow('give DIR here');
});

it('refuses a file, and names that are neither', async () => {
  writeFileSync(join(root, 'file'), '');
  await expect(resolveModel(join(root, 'file'), settings())).rejects.toThrow('is a file');
  await expect(resolveModel(join(root, 'none'), settings())).rejects.toThrow('There is no directory');
  await expect(resolveModel('Qwen2-VL-2B-Instruct', settings())).rejects.toThrow('owner/name');
});
