import { byLength, chunks, padded } from './micro-batches';

const sequence = (prompt: number, completion: number) => ({
  prompt: { tokenIds: new Array<number>(prompt).fill(1), imageSpans: [], images: [] },
  completionIds: new Array<number>(completion).fill(2),
});

it('orders by whole length, longest first, and keeps equals in order', () => {
  const rows = [sequence(1, 2), sequence(5, 1), sequence(2, 1), sequence(0, 9)];
  expect(byLength(rows, (row) => row).map((row) => rows.indexOf(row))).toEqual([3, 1, 0, 2]);
});

it('cuts into pieces without losing the rest', () => {
  expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(chunks([], 2)).toEqual([]);
});

it('pads rows on the right and adds empty rows', () => {
  expect([...padded([[1, 2], [3]], [3, 3])]).toEqual([1, 2, 0, 3, 0, 0, 0, 0, 0]);
});
