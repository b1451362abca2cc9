import { DataError, createRng } from '@stepgrpo/core';
import fc from 'fast-check';
import { assertDisjoint } from './disjoint';

const block = (name: string, imageBytes: number, bytes: Iterable<number>) => ({
  name,
  imageBytes,
  pixels: Uint8Array.from(bytes),
});

it('names the two equal images', () => {
  const held = block('held', 4, [1, 2, 3, 4, 5, 6, 7, 8]);
  expect(() => assertDisjoint(held, block('other', 4, [9, 9, 9, 9, 9, 9, 9, 8, 5, 6, 7, 8]))).toThrow(
    DataError,
  );
  expect(() => assertDisjoint(held, block('other', 4, [9, 9, 9, 9, 9, 9, 9, 8, 5, 6, 7, 8]))).toThrow(
    'held: image 1 is also image 2 of other',
  );
});

it('agrees with comparing every pair, for any size and alignment', () => {
  // Two grey values and few bytes: equal images are common.
  const image = (bytes: number) => fc.array(fc.constantFrom(0, 255), { minLength: bytes, maxLength: bytes });
  const blocks = fc
    .integer({ min: 1, max: 9 })
    .chain((bytes) =>
      fc.tuple(fc.constant(bytes), fc.array(image(bytes)), fc.array(image(bytes)), fc.nat(3)),
    );
  fc.assert(
    fc.property(blocks, ([bytes, held, other, shift]) => {
      const expected = held.some((a) => other.some((b) => a.join() === b.join()));
      const shifted = Uint8Array.from([...Array<number>(shift).fill(7), ...held.flat()]).subarray(shift);
      const check = () =>
        assertDisjoint(
          { name: 'held', imageBytes: bytes, pixels: shifted },
          block('other', bytes, other.flat()),
        );
      if (expected) expect(check).toThrow(DataError);
      else expect(check).not.toThrow();
    }),
  );
});

it('is not misled by images that differ in one pixel', () => {
  const rng = createRng('images');
  const image = Array.from({ length: 784 }, () => rng.integer(256));
  const others = image.flatMap((_, at) => image.map((grey, i) => (i === at ? (grey + 1) % 256 : grey)));
  expect(() => assertDisjoint(block('held', 784, image), block('other', 784, others))).not.toThrow();
  expect(() => assertDisjoint(block('held', 784, image), block('other', 784, [...others, ...image]))).toThrow(
    '784',
  );
});
