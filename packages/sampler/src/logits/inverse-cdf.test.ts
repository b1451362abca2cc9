import { inverseCdf } from './inverse-cdf';

const weights = Float64Array.of(0, 2, 0, 1, 1, 0);

it('maps the unit interval onto the tokens in id order', () => {
  expect([0, 0.49, 0.5, 0.74, 0.75, 0.999].map((u) => inverseCdf(weights, 4, u))).toEqual([1, 1, 3, 3, 4, 4]);
});

it('never draws a token of weight 0, even if rounding reaches the total', () => {
  expect(inverseCdf(weights, 4, 1)).toBe(4);
  expect(inverseCdf(weights, 4 + 1e-9, 0.9999999999999999)).toBe(4);
});
