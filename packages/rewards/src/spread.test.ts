import { mean, standardDeviation } from './spread';

it('is by hand', () => {
  expect([mean([1, 2, 6]), mean([])]).toEqual([3, 0]);
  expect(standardDeviation([1, 2, 6])).toBeCloseTo(Math.sqrt((4 + 1 + 9) / 2), 12);
});

it('is exactly 0 where nothing varies', () => {
  expect([[], [0.1], [0.1, 0.1, 0.1]].map((values) => standardDeviation(values))).toEqual([0, 0, 0]);
});
