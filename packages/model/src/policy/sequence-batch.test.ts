import type { EncodedPrompt } from '@stepgrpo/core';
import { presets } from '../presets';
import { layOutRows } from './sequence-batch';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = presets.get('tiny')({ size: 20, tokens });
const image = { grid: [1, 4, 4] as const, pixels: new Float32Array(16 * 1176) };
const prompt: EncodedPrompt = {
  tokenIds: [2, 5, 5, 5, 5, 3],
  imageSpans: [{ start: 1, length: 4 }],
  images: [image],
};

it('pads on the right, and points image tokens at the rows of their image', () => {
  const { inputs, deltas } = layOutRows(config, [{ prompt, continuation: [9, 10] }], {
    rows: 2,
    length: 10,
  });
  expect([...inputs.tokenIds.data]).toEqual([
    2,
    5,
    5,
    5,
    5,
    3,
    9,
    10,
    0,
    0,
    ...new Array<number>(10).fill(0),
  ]);
  expect([...inputs.imageRows.data].slice(0, 10)).toEqual([-1, 0, 1, 2, 3, -1, -1, -1, -1, -1]);
  expect([...inputs.imageRows.data].slice(10).every((row) => row === -1)).toBe(true);
  expect([...deltas]).toEqual([-2, 0]); // 4 image tokens take 2 positions
});

it('refuses a row that does not fit', () => {
  expect(() => layOutRows(config, [{ prompt, continuation: [] }], { rows: 1, length: 4 })).toThrow(
    'has 6 tokens',
  );
});
