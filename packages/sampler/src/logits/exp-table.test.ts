import fc from 'fast-check';
import { expOfNonPositive } from './exp-table';

it('agrees with Math.exp to 1e-14, plus one rounding of x, relative', () => {
  fc.assert(
    fc.property(fc.double({ min: -708, max: 0, noNaN: true }), (x) => {
      expect(Math.abs(expOfNonPositive(x) / Math.exp(x) - 1)).toBeLessThan(1e-14 - x * 2.3e-16);
    }),
    { numRuns: 20_000 },
  );
});

it('is exact at 0, 0 far below, and NaN for NaN', () => {
  expect(expOfNonPositive(0)).toBe(1);
  expect(expOfNonPositive(-0)).toBe(1);
  expect(expOfNonPositive(-800)).toBe(0);
  expect(expOfNonPositive(-Infinity)).toBe(0);
  expect(expOfNonPositive(NaN)).toBeNaN();
});
