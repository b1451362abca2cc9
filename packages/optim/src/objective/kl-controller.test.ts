import { nextKlCoefficient } from './kl-controller';

it('follows the divergence, by at most a fifth of its size per horizon', () => {
  const options = { target: 0.1, horizon: 100 };
  expect(nextKlCoefficient(1, { kl: 0.1, rows: 50 }, options)).toBe(1);
  expect(nextKlCoefficient(1, { kl: 0.11, rows: 50 }, options)).toBeCloseTo(1.05, 12);
  expect(nextKlCoefficient(1, { kl: 9, rows: 50 }, options)).toBeCloseTo(1.1, 12);
  expect(nextKlCoefficient(1, { kl: 0, rows: 50 }, options)).toBeCloseTo(0.9, 12);
});
