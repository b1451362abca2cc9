import { drawDigits } from './canvas';

/** Three images; pixel (y, x) of image i is 100 i + x + y. */
const pixels = new Uint8Array(3 * 28 * 28);
for (let i = 0; i < 3; i++) {
  for (let y = 0; y < 28; y++) for (let x = 0; x < 28; x++) pixels[(i * 28 + y) * 28 + x] = 100 * i + x + y;
}

it('puts each image into its own cell, left to right, grey in all three channels', () => {
  const { kind, width, height, data } = drawDigits({ pixels }, [2, 0, 2, 1]);
  expect([kind, width, height]).toEqual(['pixels', 112, 28]);
  expect(data).toHaveLength(28 * 112 * 3);
  const at = (x: number, y: number) => [...data.subarray(3 * (y * 112 + x), 3 * (y * 112 + x) + 3)];
  expect(at(0, 0)).toEqual([200, 200, 200]);
  expect(at(27, 27)).toEqual([254, 254, 254]);
  expect(at(28, 0)).toEqual([0, 0, 0]);
  expect(at(28 + 5, 9)).toEqual([14, 14, 14]);
  expect(at(111, 3)).toEqual([130, 130, 130]);
});
