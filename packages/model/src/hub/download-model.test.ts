import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadModel } from './download-model';
import { modelCache } from './hub-cache';
import { startStubHub, type StubHub, type StubOptions } from './testing/stub-hub';

const text = (content: string): Buffer => Buffer.from(content);
const files = {
  'config.json': text('{"model_type":"qwen2_vl"}'),
  'tokenizer.json': text('{}'),
  'preprocessor_config.json': text('{ }'),
  'model.safetensors': text('weights'),
  'pytorch_model.bin': text('not wanted'),
};
const name = { repository: 'owner/model', revision: 'main' };

let root: string;
let hub: StubHub;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'model-'))));
afterEach(async () => {
  await hub.close();
  rmSync(root, { recursive: true });
});

async function download(
  options: Partial<StubOptions> = {},
  onProgress?: (done: number, total: number) => void,
): Promise<string> {
  hub ??= await startStubHub({ files, ...options });
  const settings = { endpoint: hub.endpoint, cache: root, token: null, offline: false };
  const cache = modelCache(root, name);
  return downloadModel(name, { settings, cache, ...(onProgress === undefined ? {} : { onProgress }) });
}
beforeEach(() => (hub = undefined as unknown as StubHub));

it('makes a snapshot of the files a model needs, and says how far it is', async () => {
  const seen: [number, number][] = [];
  const directory = await download({}, (done, total) => seen.push([done, total]));
  expect(readdirSync(directory).sort()).toEqual([
    'config.json',
    'model.safetensors',
    'preprocessor_config.json',
    'tokenizer.json',
  ]);
  expect(readFileSync(join(directory, 'model.safetensors'), 'utf8')).toBe('weights');
  const total = 25 + 2 + 3 + 7;
  expect(seen.at(-1)).toEqual([total, total]);
  expect(await modelCache(root, name).commitOf('main')).toBe(hub.commit);
});

it('downloads nothing twice', async () => {
  await download();
  const before = hub.requests.length;
  await download();
  expect(hub.requests.slice(before).filter(({ path }) => path.includes('/resolve/'))).toEqual([]);
});

it('does not name a revision before everything is there', async () => {
  await expect(download({ sent: { 'model.safetensors': text('WEIGHTS') } })).rejects.toThrow(
    'does not have the hash',
  );
  expect(await modelCache(root, name).commitOf('main')).toBeNull();
});

it('says that a download is refused, or gone', async () => {
  await expect(download({ statuses: [403] })).rejects.toThrow('refuses owner/model (403');
});

it('refuses a repository that is no model for this package', async () => {
  await expect(download({ files: { 'pytorch_model.bin': text('x') } })).rejects.toThrow('has no config.json');
});

it('says how much room is missing before anything is downloaded', async () => {
  const announce = (entries: Record<string, unknown>[]): unknown =>
    entries.map((entry) =>
      'lfs' in entry ? { ...entry, lfs: { ...(entry['lfs'] as object), size: 9e15 } } : entry,
    );
  await expect(download({ announce })).rejects.toThrow(/takes 9000000\.0 GB more; .* GB free/);
  expect(existsSync(join(root, 'models--owner--model'))).toBe(false);
});
