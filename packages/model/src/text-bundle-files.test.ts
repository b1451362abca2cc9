import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import { jsonOf, readBundleFiles, writeBundleFiles } from './text-bundle-files';

const temporary = () => mkdtemp(join(tmpdir(), 'bundle-files-'));

it('reads the files there are, and none that are not its own', async () => {
  const directory = await temporary();
  await writeFile(join(directory, 'merges.txt'), 'a b\n');
  await writeFile(join(directory, 'model.safetensors'), 'weights');
  expect([...(await readBundleFiles(directory))]).toEqual([['merges.txt', 'a b\n']]);
});

it('finds nothing in a directory that does not exist', async () => {
  expect((await readBundleFiles('/no/such/directory')).size).toBe(0);
});

it('makes the directory it writes to', async () => {
  const directory = join(await temporary(), 'deep', 'down');
  await writeBundleFiles(new Map([['merges.txt', 'é\n']]), directory);
  expect(await readdir(directory)).toEqual(['merges.txt']);
  expect((await readBundleFiles(directory)).get('merges.txt')).toBe('é\n');
});

it('names the file that is not JSON', () => {
  const files = new Map([['tokenizer.json', '{"a": ']] as const);
  expect(() => jsonOf(files, 'tokenizer.json', '/ckpt')).toThrow(CheckpointError);
  expect(() => jsonOf(files, 'tokenizer.json', '/ckpt')).toThrow('/ckpt/tokenizer.json is not JSON');
  expect(jsonOf(files, 'vocab.json', '/ckpt')).toBeUndefined();
});

it('names the file that cannot be read', async () => {
  const directory = await temporary();
  await mkdir(join(directory, 'tokenizer.json'));
  await expect(readBundleFiles(directory)).rejects.toThrow(
    `Cannot read ${join(directory, 'tokenizer.json')}`,
  );
});
