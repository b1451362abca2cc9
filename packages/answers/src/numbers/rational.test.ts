import fc from 'fast-check';
import {
  add,
  compareRationals,
  divide,
  exactRoot,
  floorOf,
  gcd,
  integerPower,
  isTerminating,
  multiply,
  parseDecimal,
  rational,
  roundedUnits,
  sameRational,
  subtract,
  toNumber,
} from './rational';
import { TooLarge } from './too-large';

const fraction = fc
  .tuple(fc.bigInt({ min: -999n, max: 999n }), fc.bigInt({ min: 1n, max: 999n }))
  .map(([n, d]) => rational(n, d));

it('keeps fractions in lowest terms with a positive denominator', () => {
  expect(rational(6, -8)).toEqual({ numerator: -3n, denominator: 4n });
  expect(() => rational(1, 0)).toThrow(RangeError);
});

it('obeys the laws of a field', () =>
  fc.assert(
    fc.property(fraction, fraction, fraction, (a, b, c) => {
      expect(sameRational(add(a, b), add(b, a))).toBe(true);
      expect(sameRational(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)))).toBe(true);
      expect(sameRational(add(subtract(a, b), b), a)).toBe(true);
      if (b.numerator !== 0n) expect(sameRational(multiply(divide(a, b), b), a)).toBe(true);
      expect(compareRationals(a, b)).toBe(Math.sign(toNumber(subtract(a, b))) + 0 || 0);
    }),
  ));

it.each([
  ['12', 12n, 1n],
  ['-0.125', -1n, 8n],
  ['.5', 1n, 2n],
  ['3e8', 300000000n, 1n],
  ['1.5E-3', 3n, 2000n],
])('reads %s', (text, numerator, denominator) => {
  expect(parseDecimal(text)).toEqual({ numerator, denominator });
});

it('refuses what is no number, and numbers of more than 4300 digits', () => {
  expect(() => parseDecimal('1.2.3')).toThrow(RangeError);
  expect(parseDecimal('9'.repeat(4300)).denominator).toBe(1n);
  expect(() => parseDecimal('9'.repeat(4301))).toThrow(TooLarge);
  expect(() => parseDecimal('1e99999')).toThrow(TooLarge);
});

it('takes whole powers and gives up before it computes a huge one', () => {
  expect(integerPower(rational(2, 3), -3n)).toEqual({ numerator: 27n, denominator: 8n });
  expect(integerPower(rational(-1), 10n ** 30n)).toEqual(rational(1));
  expect(() => integerPower(rational(9), 387420489n)).toThrow(TooLarge);
});

it('finds roots that come out', () => {
  expect(exactRoot(rational(8, 27), 3n)).toEqual(rational(2, 3));
  expect(exactRoot(rational(2), 2n)).toBeNull();
  expect(exactRoot(rational(10n ** 60n), 2n)).toEqual(rational(10n ** 30n));
});

it('rounds half to even and floors towards minus infinity', () => {
  expect(roundedUnits(rational(5, 2), 0)).toBe(2n);
  expect(roundedUnits(rational(7, 2), 0)).toBe(4n);
  expect(roundedUnits(rational(2, 3), 6)).toBe(666667n);
  expect(floorOf(rational(-7, 2))).toBe(-4n);
});

it('knows which decimals end', () => {
  expect(isTerminating(rational(7, 40))).toBe(true);
  expect(isTerminating(rational(1, 12))).toBe(false);
});

it('becomes a double, however long its parts are', () => {
  expect(toNumber(rational(10n ** 400n, 10n ** 399n))).toBeCloseTo(10, 12);
  expect(toNumber(rational(1, 3))).toBe(1 / 3);
});

it('has the greatest common divisor of Euclid', () => expect(gcd(-12n, 18n)).toBe(6n));
