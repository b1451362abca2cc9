import { argMax } from './arg-max';

const rows = Float32Array.of(9, 1, 3, 3, 2, 9);

it('finds the largest of a row only, lowest index first', () => {
  expect(argMax(rows, 1, 4)).toBe(1);
  expect(argMax(rows, 0, 6)).toBe(0);
});

it('has no answer where every logit is -Infinity or NaN', () => {
  expect(argMax(Float32Array.of(-Infinity, NaN), 0, 2)).toBe(-1);
});
