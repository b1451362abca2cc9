import { bucketOf, lengthBucket, patchBucket, roundUp } from './shape-buckets';

it('holds every count, with few sizes and little padding', () => {
  const sizes = new Set<number>();
  for (let count = 1; count <= 4096; count++) {
    const size = bucketOf(count);
    expect(size).toBeGreaterThanOrEqual(count);
    if (count > 2) expect(size).toBeLessThanOrEqual(count * 1.5);
    sizes.add(size);
  }
  expect(sizes.size).toBeLessThan(25);
  expect([1, 2, 3, 4, 5, 7, 9, 13, 17].map(bucketOf)).toEqual([1, 2, 3, 4, 6, 8, 12, 16, 24]);
});

it('pads lengths to multiples that grow', () => {
  expect([1, 32, 33, 256, 257, 1000, 1025].map(lengthBucket)).toEqual([32, 32, 64, 256, 320, 1024, 1280]);
});

it('keeps patches a multiple of a merged block', () => {
  expect([1, 16, 17, 48, 100].map(patchBucket)).toEqual([16, 16, 24, 48, 128]);
  expect(roundUp(0, 32)).toBe(32);
});
