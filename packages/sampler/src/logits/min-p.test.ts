import { minP } from './min-p';

it('keeps what is at least p times the largest weight, which is 1', () => {
  const weights = Float64Array.of(0.2, 1, 0.1, 0.5, 0.19);
  expect(minP(0.2)(weights, 1.99)).toBeCloseTo(1.7, 12);
  expect([...weights]).toEqual([0.2, 1, 0, 0.5, 0]);
});

it('keeps the heaviest alone at p = 1', () => {
  const weights = Float64Array.of(0.999, 1);
  expect(minP(1)(weights, 1.999)).toBe(1);
});
