import { topK } from './top-k';

const truncate = (k: number, values: readonly number[]): [number[], number] => {
  const weights = Float64Array.from(values);
  const left = topK(k)(
    weights,
    values.reduce((sum, value) => sum + value, 0),
  );
  return [[...weights], left];
};

it('keeps the k heaviest, where they stand', () => {
  expect(truncate(2, [1, 4, 2, 3])).toEqual([[0, 4, 0, 3], 7]);
  expect(truncate(1, [1, 4, 2, 3])).toEqual([[0, 4, 0, 0], 4]);
});

it('keeps all when k is the size or more', () => {
  expect(truncate(4, [1, 4, 2, 3])).toEqual([[1, 4, 2, 3], 10]);
  expect(truncate(9, [1, 4, 2, 3])).toEqual([[1, 4, 2, 3], 10]);
});

it('keeps everything that ties with the k-th', () => {
  expect(truncate(2, [3, 1, 2, 2, 2])).toEqual([[3, 0, 2, 2, 2], 9]);
});

it('can be used again on a smaller row', () => {
  const top = topK(1);
  top(Float64Array.of(1, 2, 3), 6);
  const weights = Float64Array.of(2, 1);
  expect(top(weights, 3)).toBe(2);
  expect([...weights]).toEqual([2, 0]);
});
