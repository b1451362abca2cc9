import { DataError } from '@stepgrpo/core';
import { parseIdx } from './idx';

const place = 'some-idx3-ubyte';
const file = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]);

it('reads sizes in big-endian order, then the values', () => {
  expect(parseIdx(file, { rank: 3, place })).toEqual({
    shape: [2, 1, 3],
    data: Uint8Array.from([1, 2, 3, 4, 5, 6]),
  });
  expect(
    parseIdx(Uint8Array.from([0, 0, 8, 1, 0, 0, 1, 0, ...Array<number>(256).fill(9)]), { rank: 1, place })
      .shape,
  ).toEqual([256]);
});

it('reads a view that does not start at the beginning of its buffer', () => {
  const shifted = Uint8Array.from([7, ...file]).subarray(1);
  expect(parseIdx(shifted, { rank: 3, place }).data[0]).toBe(1);
});

it.each([
  ['another rank', file, 1, 'the magic number is 2051, expected 2049'],
  ['floats', Uint8Array.from([0, 0, 13, ...file.subarray(3)]), 3, 'the magic number is 3331, expected 2051'],
  ['a cut file', file.subarray(0, 21), 3, 'the header promises 2 x 1 x 3 bytes after it, the file has 5'],
  [
    'bytes too many',
    Uint8Array.from([...file, 0]),
    3,
    'the header promises 2 x 1 x 3 bytes after it, the file has 7',
  ],
  ['a cut header', file.subarray(0, 15), 3, 'the file has 15 bytes, its header alone needs 16'],
  ['an empty file', new Uint8Array(0), 1, 'the file has 0 bytes, its header alone needs 8'],
])('refuses %s', (_name, bytes, rank, message) => {
  expect(() => parseIdx(bytes, { rank, place })).toThrow(DataError);
  expect(() => parseIdx(bytes, { rank, place })).toThrow(`${place}: ${message}`);
});
