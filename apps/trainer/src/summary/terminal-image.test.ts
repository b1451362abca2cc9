import type { PixelImage } from '@stepgrpo/data';
import { drawImage } from './terminal-image';

function grayImage(rows: readonly (readonly number[])[]): PixelImage {
  const data = Uint8Array.from(rows.flat().flatMap((level) => [level, level, level]));
  return { kind: 'pixels', width: rows[0]!.length, height: rows.length, data };
}

it('puts two pixels above each other into one coloured character', () => {
  const [line, ...rest] = drawImage(grayImage([[255], [0]]), { maxColumns: 10, color: true });
  expect(line).toBe('\u001b[38;2;255;255;255;48;2;0;0;0m▀\u001b[0m');
  expect(rest).toEqual([]);
});

it('writes brightness as characters without colour', () => {
  const image = grayImage([
    [255, 0, 128, 255],
    [255, 0, 128, 255],
  ]);
  expect(drawImage(image, { maxColumns: 10, color: false })).toEqual(['@ +@']);
});

it('averages pixels when the image is wider than the terminal', () => {
  const image = grayImage(Array.from({ length: 4 }, () => [255, 255, 0, 0]));
  expect(drawImage(image, { maxColumns: 2, color: false })).toEqual(['@']);
});

it('keeps the aspect ratio', () => {
  const image = grayImage(Array.from({ length: 28 }, () => new Array<number>(56).fill(255)));
  const lines = drawImage(image, { maxColumns: 28, color: false });
  expect([lines.length, lines[0]!.length]).toEqual([7, 28]);
});

it('draws an image of one pixel', () => {
  expect(drawImage(grayImage([[255]]), { maxColumns: 80, color: false })).toEqual(['@']);
});

it('leaves out empty lines above and below', () => {
  const image = grayImage([[0], [0], [255], [255], [0], [0]]);
  expect(drawImage(image, { maxColumns: 10, color: false })).toEqual(['@']);
  expect(drawImage(grayImage([[0]]), { maxColumns: 10, color: false })).toEqual([]);
});
