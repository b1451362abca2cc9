import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import { assertImageFiles, resolveImage } from './image-files';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stepgrpo-images-'));
  await writeFile(join(folder, 'a.png'), '');
  await mkdir(join(folder, 'directory.png'));
});
afterAll(() => rm(folder, { recursive: true }));

const wanted = (written: string, i = 0) => ({ place: `f:${i + 1}`, written, path: join(folder, written) });

it('looks beside the data file, under imageRoot, or where an absolute path says', () => {
  expect(resolveImage('i/a.png', { dataPath: '/data/set.json' })).toBe('/data/i/a.png');
  expect(resolveImage('a.png', { dataPath: '/data/set.json', imageRoot: '/images' })).toBe('/images/a.png');
  expect(resolveImage('../a.png', { dataPath: '/data/set.json' })).toBe('/a.png');
  expect(resolveImage('/else/a.png', { dataPath: '/data/set.json', imageRoot: '/images' })).toBe(
    '/else/a.png',
  );
});

it('is silent when all are there', async () => {
  await expect(assertImageFiles([wanted('a.png'), wanted('a.png', 1)])).resolves.toBeUndefined();
  await expect(assertImageFiles([])).resolves.toBeUndefined();
});

it('names the first that is missing, how many are, and imageRoot', async () => {
  const some = ['a.png', 'absent.png', 'directory.png'].map(wanted);
  const many = Array.from({ length: 200 }, (_, i) => wanted(`absent-${i}.png`, i + 3));
  const check = assertImageFiles([...some, ...many]);
  await expect(check).rejects.toThrow(DataError);
  await expect(check).rejects.toThrow(
    `f:2: the image "absent.png" is not at ${folder}/absent.png. 202 images`,
  );
  await expect(check).rejects.toThrow('set imageRoot');
});
