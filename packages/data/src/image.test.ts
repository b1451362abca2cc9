import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import sharp from 'sharp';
import { decodeImage, savePng } from './image';
import type { PixelImage } from './image';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'stepgrpo-image-'))));
afterAll(() => rm(folder, { recursive: true }));

const image: PixelImage = {
  kind: 'pixels',
  width: 3,
  height: 2,
  data: Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 40, 50, 60, 70, 80, 90]),
};

it('saves pixels without loss, into a directory that is made', async () => {
  const path = join(folder, 'new/folder/image.png');
  await savePng(image, path);
  expect(await decodeImage({ kind: 'file', path })).toEqual(image);
});

it('enlarges by whole pixels', async () => {
  const path = join(folder, 'large.png');
  await savePng(image, path, { scale: 4 });
  const large = await decodeImage({ kind: 'file', path });
  expect([large.width, large.height]).toEqual([12, 8]);
  const at = (x: number, y: number) => [...large.data.subarray(3 * (y * 12 + x), 3 * (y * 12 + x) + 3)];
  for (const x of [4, 7]) for (const y of [0, 3]) expect(at(x, y)).toEqual([0, 255, 0]);
  expect(at(8, 4)).toEqual([70, 80, 90]);
});

it('reads grey and transparent files as RGB on white', async () => {
  const path = join(folder, 'grey.png');
  await sharp(Buffer.from([0, 255, 100, 0]), { raw: { width: 2, height: 1, channels: 2 } })
    .png()
    .toFile(path);
  expect([...(await decodeImage({ kind: 'file', path })).data]).toEqual([0, 0, 0, 255, 255, 255]);
});

it('says which file is no image, and which image has bytes that do not fit', async () => {
  const path = join(folder, 'text.png');
  await writeFile(path, 'not an image');
  await expect(decodeImage({ kind: 'file', path })).rejects.toThrow(DataError);
  await expect(decodeImage({ kind: 'file', path })).rejects.toThrow(path);
  await expect(decodeImage({ kind: 'file', path: join(folder, 'absent.png') })).rejects.toThrow(
    'cannot be read',
  );
  await expect(savePng({ ...image, width: 4 }, path)).rejects.toThrow('18 bytes, 4 x 2 RGB pixels need 24');
});
