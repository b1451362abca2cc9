import { digits40, doubles } from './real-field';
import { rational } from './rational';

// Abramowitz and Stegun, tables 1.1 and 6.1.
it('knows pi to 40 digits', () => {
  expect(digits40.pi.toFixed(38)).toBe('3.14159265358979323846264338327950288420');
});

it('knows gamma: (1/2)! = sqrt(pi)/2, 4! = 24, poles have no value', () => {
  expect(doubles.gamma(1.5)).toBeCloseTo(Math.sqrt(Math.PI) / 2, 13);
  expect(doubles.gamma(5)).toBeCloseTo(24, 10);
  expect(doubles.gamma(-1)).toBeNaN();
  expect(digits40.gamma(digits40.one)).toBeNull();
});

it('has no quotient by zero', () => {
  expect(doubles.divide(1, 0)).toBeNaN();
  expect(digits40.divide(digits40.one, digits40.zero).isNaN()).toBe(true);
});

it('refuses exponents and angles that would cost too much at 46 digits', () => {
  expect(digits40.exp(digits40.fromNumber(1e6)).isNaN()).toBe(true);
  expect(digits40.sin(digits40.fromNumber(1e9)).isNaN()).toBe(true);
});

it('takes fractions exactly', () => {
  expect(digits40.fromRational(rational(1, 3)).times(3).minus(1).abs().lt(1e-44)).toBe(true);
  expect(doubles.fromRational(rational(1, 8))).toBe(0.125);
});
