import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadFile } from './download-file';
import { startStubHub, type StubHub, type StubOptions } from './testing/stub-hub';

const content = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 31 + (i >> 8)) % 256));
const file = {
  name: 'model.safetensors',
  bytes: content.length,
  hash: createHash('sha256').update(content).digest('hex'),
  algorithm: 'sha256' as const,
};

let root: string;
let hub: StubHub;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'download-'))));
afterEach(async () => {
  await hub.close();
  rmSync(root, { recursive: true });
});
const target = (): string => join(root, 'blobs', 'x');
const partial = (): string => `${target()}.incomplete`;
const ranges = (): (string | undefined)[] => hub.requests.map(({ range }) => range);

async function download(options: Partial<StubOptions> = {}, changes: object = {}): Promise<void> {
  hub ??= await startStubHub({ files: { [file.name]: content }, ...options });
  const url = `${hub.endpoint}/owner/model/resolve/${hub.commit}/${file.name}`;
  await downloadFile({ url, file, target: target(), fetch, pauseMs: 1, ...changes });
}
beforeEach(() => (hub = undefined as unknown as StubHub));

it('downloads a file once its size and hash are right', async () => {
  const seen: number[] = [];
  await download({}, { onBytes: (bytes: number) => seen.push(bytes) });
  expect(readFileSync(target()).equals(content)).toBe(true);
  expect(existsSync(partial())).toBe(false);
  expect(seen.at(-1)).toBe(content.length);
});

it('goes on where a connection was cut, however often', async () => {
  await download({ cuts: [30_000, 20_000, 10_000, 10_000, 10_000, 10_000, 5_000] }, { attempts: 2 });
  expect(readFileSync(target()).equals(content)).toBe(true);
  expect(ranges().slice(0, 3)).toEqual([undefined, 'bytes=30000-', 'bytes=50000-']);
});

it('goes on where an earlier process ended', async () => {
  await expect(download({ cuts: [40_000] }, { attempts: 1 })).rejects.toThrow();
  expect(existsSync(target())).toBe(false);
  await download();
  expect(ranges()).toEqual([undefined, 'bytes=40000-']);
  expect(readFileSync(target()).equals(content)).toBe(true);
});

it('starts again from a server that knows no ranges', async () => {
  await download({ cuts: [40_000], ranges: false });
  expect(readFileSync(target()).equals(content)).toBe(true);
});

it('throws a damaged beginning away, and gets the whole again', async () => {
  await expect(download({ cuts: [40_000] }, { attempts: 1 })).rejects.toThrow();
  writeFileSync(partial(), Buffer.alloc(40_000));
  await download();
  expect(ranges()).toEqual([undefined, 'bytes=40000-', undefined]);
  expect(readFileSync(target()).equals(content)).toBe(true);
});

it('refuses content of another hash or size, and leaves nothing behind', async () => {
  const wrong = Buffer.from(content);
  wrong[5]! ^= 1;
  await expect(download({ sent: { [file.name]: wrong } })).rejects.toThrow('does not have the hash');
  expect([existsSync(target()), existsSync(partial())]).toEqual([false, false]);
});

it('stops reading what is longer than announced', async () => {
  await expect(download({ sent: { [file.name]: Buffer.concat([content, content]) } })).rejects.toThrow(
    'longer than the 100000 bytes',
  );
});

it('gives up after attempts without a new byte', async () => {
  await expect(download({ cuts: [0, 0, 0] }, { attempts: 3 })).rejects.toThrow();
  expect(hub.requests).toHaveLength(3);
});

it('tries again when a server is busy, not when it refuses', async () => {
  await download({ statuses: [503, 429] });
  expect(hub.requests).toHaveLength(3);
  rmSync(target());
  await hub.close();
  hub = undefined as unknown as StubHub;
  await expect(download({ statuses: [403] })).rejects.toMatchObject({ statusCode: 403 });
  expect(hub.requests).toHaveLength(1);
});

it('makes an empty file', async () => {
  hub = await startStubHub({ files: { [file.name]: Buffer.alloc(0) } });
  const empty = {
    name: file.name,
    bytes: 0,
    hash: 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
    algorithm: 'git-sha1',
  };
  await download({}, { file: empty });
  expect(readFileSync(target())).toHaveLength(0);
});
