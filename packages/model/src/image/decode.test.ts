import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import sharp from 'sharp';
import { decodeImage, decodeImageBytes } from './decode';

type Channels = 1 | 2 | 3 | 4;

const raw = (values: readonly number[], width: number, channels: Channels) =>
  sharp(Uint8Array.from(values), { raw: { width, height: values.length / width / channels, channels } });
const raw16 = (values: readonly number[], channels: Channels) =>
  sharp(Uint16Array.from(values), { raw: { width: values.length / channels, height: 1, channels } });
const pixelsOf = async (bytes: Uint8Array) => [...(await decodeImageBytes(bytes, 'test.png')).data];

async function file(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'decode-')), name);
  await writeFile(path, content);
  return path;
}

it('reads RGB as it is, row by row', async () => {
  const bytes = await raw([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 2, 3).png().toBuffer();
  const image = await decodeImageBytes(bytes, 'test.png');
  expect([image.width, image.height]).toEqual([2, 2]);
  expect([...image.data]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

it('replicates grey, and drops alpha without compositing', async () => {
  expect(await pixelsOf(await raw([7, 200], 2, 1).png().toBuffer())).toEqual([7, 7, 7, 200, 200, 200]);
  expect(await pixelsOf(await raw([255, 0, 255, 0, 1, 2, 3, 128], 2, 4).png().toBuffer())).toEqual([
    255, 0, 255, 1, 2, 3,
  ]);
  expect(await pixelsOf(await raw([10, 0, 200, 255], 2, 2).png().toBuffer())).toEqual([
    10, 10, 10, 200, 200, 200,
  ]);
});

it('cuts 16 bits to the upper 8', async () => {
  const color = raw16([0, 255, 256, 32768, 65535, 12345], 3).toColourspace('rgb16').png();
  expect(await pixelsOf(await color.toBuffer())).toEqual([0, 0, 1, 128, 255, 48]);
  const grey = raw16([255, 32768], 1).toColourspace('grey16').png();
  expect(await pixelsOf(await grey.toBuffer())).toEqual([0, 0, 0, 128, 128, 128]);
});

it("turns CMYK into RGB by Pillow's formula", async () => {
  const bytes = await raw([200, 30, 60], 1, 3).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
  const cmyk = await sharp(bytes, { ignoreIcc: true })
    .pipelineColourspace('cmyk')
    .toColourspace('cmyk')
    .raw()
    .toBuffer();
  const [c, m, y, k] = [...cmyk] as [number, number, number, number];
  const rgb = [c, m, y].map((ink) => Math.round(((255 - ink) * (255 - k)) / 255));
  expect(await pixelsOf(bytes)).toEqual(rgb);
});

it('takes the first frame of an animation', async () => {
  const frames = Uint8Array.from([...Array<number>(12).fill(0), ...Array<number>(12).fill(255)]);
  const gif = sharp(frames, { raw: { width: 2, height: 4, channels: 3, pageHeight: 2 } }).gif({
    delay: [50, 50],
  });
  expect(await pixelsOf(await gif.toBuffer())).toEqual(Array(12).fill(0));
});

it('takes the first frame of an animated WebP', async () => {
  const frames = Uint8Array.from([...Array<number>(12).fill(0), ...Array<number>(12).fill(255)]);
  const webp = sharp(frames, { raw: { width: 2, height: 4, channels: 3, pageHeight: 2 } }).webp({
    lossless: true,
  });
  const image = await decodeImageBytes(await webp.toBuffer(), 'moving.webp');
  expect([image.width, image.height, ...image.data]).toEqual([2, 2, ...Array<number>(12).fill(0)]);
});

it('reads a single pixel', async () => {
  const image = await decodeImageBytes(await raw([9, 8, 7], 1, 3).png().toBuffer(), 'one.png');
  expect([image.width, image.height, ...image.data]).toEqual([1, 1, 9, 8, 7]);
});

it('turns the image as its EXIF orientation says, as transformers does when it opens a file', async () => {
  const bytes = await raw([10, 10, 10, 200, 200, 200], 2, 3)
    .withMetadata({ orientation: 6 })
    .png()
    .toBuffer();
  const { width, height, data } = await decodeImageBytes(bytes, 'test.png');
  expect([width, height, ...data]).toEqual([1, 2, 10, 10, 10, 200, 200, 200]);
});

it('goes by the content, whatever the name', async () => {
  const path = await file('photo.jpg', await raw([9, 8, 7], 1, 3).png().toBuffer());
  expect([...(await decodeImage({ kind: 'file', path })).data]).toEqual([9, 8, 7]);
});

it('takes pixels in memory as they are, when their number is right', async () => {
  const image = { kind: 'pixels', width: 1, height: 2, data: Uint8Array.from([1, 2, 3, 4, 5, 6]) } as const;
  expect((await decodeImage(image)).data).toBe(image.data);
  for (const wrong of [
    { width: 2 },
    { width: 0, data: new Uint8Array(0) },
    { width: 0.5, height: 4 },
    { width: NaN },
  ]) {
    await expect(decodeImage({ ...image, ...wrong })).rejects.toThrow(DataError);
  }
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';

it.each([
  ['an empty file', '', 'is empty'],
  ['text', 'not an image at all', 'not a readable image'],
  ['a bare PNG header', Buffer.from('89504e470d0a1a0a', 'hex'), 'not a readable image'],
  ['a drawing', svg, 'svg is not read as an image'],
])('refuses %s and names the file', async (_what, content, message) => {
  const path = await file('sample.png', content);
  const decoding = decodeImage({ kind: 'file', path });
  await expect(decoding).rejects.toThrow(DataError);
  await expect(decoding).rejects.toThrow(`${path}: ${message}`);
});

it('refuses an image that is cut off', async () => {
  const whole = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  await expect(decodeImageBytes(whole.subarray(0, whole.length - 100), 'cut.jpg')).rejects.toThrow(DataError);
});

it('refuses an absent file and a directory', async () => {
  const absent = decodeImage({ kind: 'file', path: '/no/such/image.png' });
  await expect(absent).rejects.toThrow('/no/such/image.png: no such image file');
  await expect(decodeImage({ kind: 'file', path: tmpdir() })).rejects.toThrow('is not a file');
});
