import type { EncodedImage } from '@stepgrpo/core';
import { presets } from '../presets';
import { packImages } from './vision-batch';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = presets.get('tiny')({ size: 20, tokens });
const image = (t: number, h: number, w: number, value: number): EncodedImage => ({
  grid: [t, h, w],
  pixels: new Float32Array(t * h * w * 1176).fill(value),
});

it('gives every frame its own line, and the same image only one', () => {
  const [video, still] = [image(2, 2, 4, 7), image(1, 4, 4, 9)];
  const batch = packImages(config, [video, still, video, still]);
  const { pixels, windows } = batch.tensors;
  expect(pixels.shape).toEqual([3, 16, 1176]);
  const firstOf = (frame: number, patch: number): number | undefined =>
    pixels.data[(frame * 16 + patch) * 1176];
  expect([firstOf(0, 7), firstOf(0, 8), firstOf(1, 7), firstOf(2, 15)]).toEqual([7, 0, 7, 9]);
  const open = [...windows.data].map((window) => window >= 0);
  expect([0, 1, 2].map((frame) => open.slice(frame * 16, frame * 16 + 16).filter(Boolean).length)).toEqual([
    8, 8, 16,
  ]);
  expect([...batch.rowsOf(video)]).toEqual([0, 1, 4, 5]);
  expect([...batch.rowsOf(still)]).toEqual([8, 9, 10, 11]);
});

it('keeps one frame of padding for texts', () => {
  const { tensors } = packImages(config, []);
  expect(tensors.pixels.shape).toEqual([1, 16, 1176]);
  expect(tensors.windows.data.every((window) => window === -1)).toBe(true);
});
