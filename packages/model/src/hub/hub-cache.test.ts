import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCommit, modelCache } from './hub-cache';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'hub-cache-'))));
afterEach(() => rmSync(root, { recursive: true }));

const commit = 'a'.repeat(40);
const hub = { repository: 'owner/model', revision: 'main' };

it('lays files out as huggingface_hub does', async () => {
  const cache = modelCache(root, hub);
  mkdirSync(join(root, 'models--owner--model', 'blobs'), { recursive: true });
  writeFileSync(cache.blob('b1'), 'content');
  await cache.link(commit, 'config.json', 'b1');
  const path = join(root, 'models--owner--model', 'snapshots', commit, 'config.json');
  expect(readFileSync(path, 'utf8')).toBe('content');
  expect(readlinkSync(path)).toBe('../../blobs/b1');
  expect(await cache.commitOf('main')).toBeNull();
  await cache.setCommit('main', commit);
  expect(readFileSync(join(root, 'models--owner--model', 'refs', 'main'), 'utf8')).toBe(commit);
  expect(await cache.commitOf('main')).toBe(commit);
});

it('finds a commit by itself, and distrusts a ref that is none', async () => {
  const cache = modelCache(root, hub);
  expect(await cache.commitOf(commit)).toBeNull();
  mkdirSync(cache.snapshot(commit), { recursive: true });
  expect(await cache.commitOf(commit)).toBe(commit);
  await cache.setCommit('main', '../../../etc');
  expect(await cache.commitOf('main')).toBeNull();
  expect(isCommit('A'.repeat(40))).toBe(false);
});
