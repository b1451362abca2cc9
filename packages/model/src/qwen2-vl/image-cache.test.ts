import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import sharp from 'sharp';
import { cachingImageEncoder } from './image-cache';
import { createImageProcessor } from './image-processor';

const processor = createImageProcessor({
  minPixels: 784,
  maxPixels: 784 * 4,
  patchSize: 14,
  mergeSize: 2,
  temporalPatchSize: 2,
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
});
const gray = (level: number, side = 30) =>
  ({ kind: 'pixels', width: side, height: side, data: new Uint8Array(side * side * 3).fill(level) }) as const;
const encodedBytes = 28 * 28 * 3 * 2 * 4;

it('gives the same result for the same content, and another for another', async () => {
  const encode = cachingImageEncoder(processor);
  const first = await encode(gray(10));
  expect(await encode(gray(10))).toBe(first);
  expect(await encode(gray(11))).not.toEqual(first);
});

it('keeps no more than its budget, the latest longest', async () => {
  const encode = cachingImageEncoder(processor, 2 * encodedBytes);
  const [a, b] = [await encode(gray(1)), await encode(gray(2))];
  expect(await encode(gray(1))).toBe(a);
  await encode(gray(3));
  expect(await encode(gray(1))).toBe(a);
  expect(await encode(gray(2))).not.toBe(b);
});

it('does not keep what exceeds the whole budget', async () => {
  const encode = cachingImageEncoder(processor, encodedBytes - 1);
  expect(await encode(gray(1))).not.toBe(await encode(gray(1)));
});

it('encodes pixels of the right size anew, with the same result', async () => {
  const encode = cachingImageEncoder(processor);
  expect(await encode(gray(5, 28))).toEqual(processor.encode(gray(5, 28)));
});

it('reads a file again when it changed or went away', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'image-cache-')), 'image.png');
  const write = async (width: number) =>
    writeFile(
      path,
      await sharp({ create: { width, height: 28, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    );
  const encode = cachingImageEncoder(processor);
  await write(28);
  const first = await encode({ kind: 'file', path });
  expect(await encode({ kind: 'file', path })).toBe(first);
  await write(56);
  expect((await encode({ kind: 'file', path })).grid).toEqual([1, 2, 4]);
  await rm(path);
  await expect(encode({ kind: 'file', path })).rejects.toThrow(DataError);
});

it.each([{ width: 0 }, { width: 30, height: 31 }])(
  'refuses pixels of the wrong number: %j',
  async (wrong) => {
    await expect(cachingImageEncoder(processor)({ ...gray(1), ...wrong })).rejects.toThrow(DataError);
  },
);
