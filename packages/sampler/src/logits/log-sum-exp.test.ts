import { logSumExp } from './log-sum-exp';

it('gives ln(n) for n equal logits, wherever they stand', () => {
  const rows = Float32Array.of(5, 0, 0, 0, 0, 5);
  expect(logSumExp(rows, 1, 4, 0)).toBeCloseTo(Math.log(4), 14);
  const far = Float32Array.of(30_000, 30_000);
  expect(logSumExp(far, 0, 2, 30_000)).toBeCloseTo(30_000 + Math.LN2, 10);
});

it('leaves banned tokens out, and is NaN for a row that is no distribution', () => {
  expect(logSumExp(Float32Array.of(-Infinity, 1), 0, 2, 1)).toBe(1);
  expect(logSumExp(Float32Array.of(0, NaN), 0, 2, 0)).toBeNaN();
  expect(logSumExp(Float32Array.of(0, Infinity), 0, 2, Infinity)).toBeNaN();
  expect(logSumExp(Float32Array.of(-Infinity), 0, 1, -Infinity)).toBeNaN();
});
