import { pointCount, sampleValue, unknownFunctionValue } from './sample-points';

it('depends on the name and the point only', () => {
  expect(sampleValue('x', 0)).toEqual(sampleValue('x', 0));
  expect(sampleValue('x', 0)).not.toEqual(sampleValue('y', 0));
  expect(pointCount).toBe(4);
});

it('has points where all symbols are positive, and where all are negative', () => {
  for (const name of ['x', 'y', 'alpha', 'a_1']) {
    expect(sampleValue(name, 0).numerator > 0n).toBe(true);
    expect(sampleValue(name, 1).numerator < 0n).toBe(true);
  }
});

it('gives a function the same value for arguments that agree to 8 digits', () => {
  expect(unknownFunctionValue('f', [1 / 3])).toBe(unknownFunctionValue('f', [0.33333333333]));
  expect(unknownFunctionValue('f', [1])).not.toBe(unknownFunctionValue('g', [1]));
});
