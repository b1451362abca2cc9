import { copyEntries, createLayerCache, writePosition } from './layer-cache';

const shape = { layers: 1, entries: 2, heads: 2, length: 3, width: 2 };

it('stores the newest key and value of each entry at its position', () => {
  const cache = createLayerCache(shape);
  writePosition(cache, 1, Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18));
  expect([...cache.keys['0']!.data]).toEqual([
    ...[0, 0, 1, 2, 0, 0],
    ...[0, 0, 3, 4, 0, 0],
    ...[0, 0, 5, 6, 0, 0],
    ...[0, 0, 7, 8, 0, 0],
  ]);
  expect(cache.values['0']!.data[2]).toBe(11);
});

it('copies chosen entries into a longer cache', () => {
  const cache = createLayerCache(shape);
  writePosition(cache, 0, Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, ...new Array<number>(8).fill(9)));
  const longer = createLayerCache({ ...shape, length: 4, entries: 3 });
  copyEntries(cache, longer, Int32Array.of(1, -1, 0), 1);
  const heads = [...longer.keys['0']!.data].filter((_, i) => i % 8 < 2);
  expect(heads).toEqual([5, 6, 7, 8, 0, 0, 0, 0, 1, 2, 3, 4]);
});
