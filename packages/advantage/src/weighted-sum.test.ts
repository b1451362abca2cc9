import { weightedSum } from './weighted-sum';

it('weighs each rule, 1 unless told', () => {
  expect(weightedSum([1, 0.5, 2])).toBe(3.5);
  expect(weightedSum([1, 0.5, 2], [2, -1, 0.25])).toBe(2);
});

it('skips what is missing, and stays missing when everything is', () => {
  expect(weightedSum([NaN, 0.5], [3, 2])).toBe(1);
  expect(weightedSum([NaN, NaN])).toBeNaN();
  expect(weightedSum([Infinity, 1], [0, 1])).toBe(1); // 0 * Infinity is no number
});

it('wants one weight per rule', () => {
  expect(() => weightedSum([1, 2], [1])).toThrow('There are 1 weight(s) for 2 reward rule(s).');
});
