import { normalQuantile, tQuantile } from './t-quantile';

// Upper 2.5 % points as printed in statistical tables (three decimals).
it.each([
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [4, 2.776],
  [5, 2.571],
  [6, 2.447],
  [7, 2.365],
  [10, 2.228],
  [20, 2.086],
  [30, 2.042],
  [60, 2.0],
  [120, 1.98],
])('agrees with the tables at %i degrees of freedom', (degrees, printed) => {
  expect(tQuantile(degrees)).toBeCloseTo(printed, 3);
});

it('has closed forms at 1 and 2 degrees of freedom', () => {
  expect(tQuantile(1)).toBeCloseTo(Math.tan(0.475 * Math.PI), 10);
  expect(tQuantile(2)).toBeCloseTo(0.95 * Math.sqrt(2 / (1 - 0.95 ** 2)), 10);
});

it('falls to the normal quantile, without a jump where the method changes', () => {
  expect(tQuantile(200) - tQuantile(201)).toBeCloseTo(tQuantile(199) - tQuantile(200), 5);
  expect(tQuantile(200)).toBeGreaterThan(tQuantile(201));
  expect(tQuantile(1e9)).toBeCloseTo(normalQuantile, 8);
});
