import { moments, sum } from './moments';

it('matches hand arithmetic with and without the correction of Bessel', () => {
  const { count, mean, std } = moments([1, 2, 6]);
  expect([count, mean]).toEqual([3, 3]);
  expect(std).toBeCloseTo(Math.sqrt(7), 14);
  expect(moments([1, 2, 6], 0).std).toBeCloseTo(Math.sqrt(14 / 3), 14);
});

it('leaves out values that are not there', () => {
  expect(moments([NaN, 4, NaN, 8])).toEqual({ count: 2, mean: 6, std: Math.sqrt(8) });
  expect(moments([NaN, 4])).toEqual({ count: 1, mean: 4, std: NaN });
  expect(moments([Infinity, 1, 2]).std).toBe(Infinity);
  expect(moments([NaN])).toEqual({ count: 0, mean: NaN, std: NaN });
});

it('sums nothing to zero', () => {
  expect(sum([])).toBe(0);
  expect(sum([0.5, 0.25])).toBe(0.75);
});
