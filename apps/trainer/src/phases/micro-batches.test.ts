import { chunks, padded } from './micro-batches';

it('cuts into pieces without losing the rest', () => {
  expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(chunks([], 2)).toEqual([]);
});

it('pads rows on the right and adds empty rows', () => {
  expect([...padded([[1, 2], [3]], [3, 3])]).toEqual([1, 2, 0, 3, 0, 0, 0, 0, 0]);
});
