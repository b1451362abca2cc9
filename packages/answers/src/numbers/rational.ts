import { TooLarge, limits } from './too-large';

/** An exact fraction in lowest terms with a positive denominator. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const maxMagnitude = 1n << BigInt(limits.bits);

const absolute = (n: bigint): bigint => (n < 0n ? -n : n);

/** Greatest common divisor, by Euclid; gcd(0, 0) = 0. */
export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [absolute(a), absolute(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** numerator / denominator in lowest terms. Throws RangeError on a zero denominator, TooLarge beyond the bounds. */
export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  const [n, d] = [BigInt(numerator), BigInt(denominator)];
  if (d === 0n) throw new RangeError('division by zero');
  if (d === 1n) return bounded(n, 1n);
  const divisor = gcd(n, d) * (d < 0n ? -1n : 1n);
  return bounded(n / divisor, d / divisor);
}

function bounded(numerator: bigint, denominator: bigint): Rational {
  if (absolute(numerator) > maxMagnitude || denominator > maxMagnitude) throw new TooLarge('an exact number');
  return { numerator, denominator };
}

export const zero = rational(0);
export const one = rational(1);

export const isZero = (a: Rational): boolean => a.numerator === 0n;
export const isInteger = (a: Rational): boolean => a.denominator === 1n;
export const sign = (a: Rational): -1 | 0 | 1 => (a.numerator > 0n ? 1 : a.numerator < 0n ? -1 : 0);
export const sameRational = (a: Rational, b: Rational): boolean =>
  a.numerator === b.numerator && a.denominator === b.denominator;

export const negate = (a: Rational): Rational => ({ numerator: -a.numerator, denominator: a.denominator });
export const add = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
export const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b));
export const multiply = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.numerator, a.denominator * b.denominator);
export const divide = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator, a.denominator * b.numerator);

/** -1, 0 or 1 as a is below, equal to or above b. */
export function compareRationals(a: Rational, b: Rational): -1 | 0 | 1 {
  return sign({ numerator: a.numerator * b.denominator - b.numerator * a.denominator, denominator: 1n });
}

/** Bits of a whole number, rounded up to a multiple of four. */
export function bitLength(n: bigint): number {
  const size = absolute(n);
  if (size < 0x1_0000_0000n) return size < 0x1_0000n ? 16 : 32;
  return size.toString(16).length * 4;
}

function inverted({ numerator, denominator }: Rational): Rational {
  if (numerator === 0n) throw new RangeError('division by zero');
  return numerator < 0n
    ? { numerator: -denominator, denominator: -numerator }
    : { numerator: denominator, denominator: numerator };
}

/** base to an integer power. Throws RangeError on 0 to a negative power, TooLarge before it computes too much. */
export function integerPower(base: Rational, exponent: bigint): Rational {
  if (exponent < 0n) return integerPower(inverted(base), -exponent);
  const bits = Math.max(bitLength(base.numerator), bitLength(base.denominator));
  const isUnit = base.denominator === 1n && absolute(base.numerator) <= 1n;
  if (isUnit) return exponent % 2n === 0n && base.numerator === -1n ? one : exponent === 0n ? one : base;
  if (exponent * BigInt(bits) > BigInt(limits.bits)) throw new TooLarge('a power');
  // Powers of a fraction in lowest terms are in lowest terms.
  return bounded(base.numerator ** exponent, base.denominator ** exponent);
}

/** floor(root of n) for n >= 0, by Newton's method in integers. */
function integerRoot(n: bigint, degree: bigint): bigint {
  if (n < 2n) return n;
  let guess = 1n << (BigInt(bitLength(n)) / degree + 1n);
  for (;;) {
    const next = ((degree - 1n) * guess + n / guess ** (degree - 1n)) / degree;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** The exact real root of a non-negative rational when it is rational; null otherwise. */
export function exactRoot(a: Rational, degree: bigint): Rational | null {
  if (a.numerator < 0n || degree < 1n || degree > 64n) return null;
  const [top, bottom] = [integerRoot(a.numerator, degree), integerRoot(a.denominator, degree)];
  const isExact = top ** degree === a.numerator && bottom ** degree === a.denominator;
  return isExact ? rational(top, bottom) : null;
}

/** The greatest integer not above a. */
export function floorOf(a: Rational): bigint {
  const quotient = a.numerator / a.denominator;
  return a.numerator < 0n && quotient * a.denominator !== a.numerator ? quotient - 1n : quotient;
}

/** Reads digits with an optional sign, point and exponent, as in `-12.50` or `3e8`. Throws TooLarge beyond the bounds. */
export function parseDecimal(text: string): Rational {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,6}))?$/.exec(text);
  if (match === null) throw new RangeError(`not a decimal number: ${text.slice(0, 40)}`);
  const [, minus, whole = '', fraction = '', exponent = '0'] = match;
  if (whole.length + fraction.length > limits.digits) throw new TooLarge('a number');
  const scale = Number(exponent) - fraction.length;
  if (Math.abs(scale) > limits.digits) throw new TooLarge('an exponent');
  const digits = BigInt(`${whole}${fraction}` || '0') * (minus === '-' ? -1n : 1n);
  return scale >= 0 ? rational(digits * 10n ** BigInt(scale)) : rational(digits, 10n ** BigInt(-scale));
}

/** Whether the decimal expansion ends: the denominator has no prime factors but 2 and 5. */
export function isTerminating(a: Rational): boolean {
  return 10n ** BigInt(bitLength(a.denominator)) % a.denominator === 0n;
}

/** Rounded to `places` decimals, half to even, as a whole number of units of 10^-places. */
export function roundedUnits(a: Rational, places: number): bigint {
  const scaled = a.numerator * 10n ** BigInt(places);
  const below = floorOf({ numerator: scaled, denominator: a.denominator });
  const twiceOver = 2n * (scaled - below * a.denominator) - a.denominator;
  if (twiceOver === 0n) return below % 2n === 0n ? below : below + 1n;
  return twiceOver > 0n ? below + 1n : below;
}

/** As a double; accurate to the last bit or two, also for large terms. */
export function toNumber(a: Rational): number {
  const direct = Number(a.numerator) / Number(a.denominator);
  if (Number.isFinite(direct) && direct !== 0) return direct;
  if (a.numerator === 0n) return 0;
  const shift = BigInt(bitLength(a.numerator) - bitLength(a.denominator) - 64);
  const mantissa =
    shift >= 0n ? a.numerator / (a.denominator << shift) : (a.numerator << -shift) / a.denominator;
  return Number(mantissa) * 2 ** Number(shift);
}
