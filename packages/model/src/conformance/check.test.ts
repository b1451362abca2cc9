import { compare, compareExactly } from './check';

it('finds the largest difference among what counts', () => {
  expect(compare('x', [1, 2, 30], [1, 2.5, 3], 0.6, (i) => i < 2)).toEqual({
    name: 'x',
    maxError: 0.5,
    tolerance: 0.6,
    passed: true,
  });
});

it('never passes NaN, missing elements or a differing integer', () => {
  expect(compare('x', [NaN], [0], 1).passed).toBe(false);
  expect(compare('x', [0], [NaN], 1).passed).toBe(false);
  expect(compare('x', [], [0], 1).passed).toBe(false);
  expect(compareExactly('x', [1, 2, 3], [1, 2, 4]).maxError).toBe(1);
  expect(compareExactly('x', [1], [1, 2]).passed).toBe(false);
  expect(compareExactly('x', [1, 9], [1, 2], (i) => i === 0).passed).toBe(true);
});
