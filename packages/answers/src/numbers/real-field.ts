import Decimal from 'decimal.js';
import { toNumber } from './rational';
import type { Rational } from './rational';

/** Real arithmetic of some precision: doubles to decide fast, 40 digits to be sure. */
export interface RealField<Real> {
  /** Relative difference below which two computed values are taken for equal. */
  readonly tolerance: number;
  /** Operations that one step counts for. */
  readonly cost: number;
  /** Operations that a root, an exponential, a logarithm or an angle counts for. */
  readonly functionCost: number;
  readonly zero: Real;
  readonly one: Real;
  readonly pi: Real;
  fromNumber(value: number): Real;
  fromRational(value: Rational): Real;
  toNumber(value: Real): number;
  add(a: Real, b: Real): Real;
  subtract(a: Real, b: Real): Real;
  multiply(a: Real, b: Real): Real;
  /** Not a number when b is 0. */
  divide(a: Real, b: Real): Real;
  squareRoot(a: Real): Real;
  exp(a: Real): Real;
  ln(a: Real): Real;
  sin(a: Real): Real;
  cos(a: Real): Real;
  atan2(y: Real, x: Real): Real;
  floor(a: Real): Real;
  isZero(a: Real): boolean;
  isFinite(a: Real): boolean;
  /** Gamma function; null where this field has none. */
  gamma(a: Real): Real | null;
}

/** IEEE doubles. */
export const doubles: RealField<number> = {
  tolerance: 1e-9,
  cost: 1,
  functionCost: 1,
  zero: 0,
  one: 1,
  pi: Math.PI,
  fromNumber: (value) => value,
  fromRational: toNumber,
  toNumber: (value) => value,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => (b === 0 ? NaN : a / b),
  squareRoot: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  atan2: Math.atan2,
  floor: Math.floor,
  isZero: (a) => a === 0,
  isFinite: Number.isFinite,
  gamma,
};

const Digits40 = Decimal.clone({ precision: 46, toExpNeg: -50, toExpPos: 50 });
const nan = new Digits40(NaN);
/** Arguments beyond these cost too much at 46 digits; what depends on them has no value here. */
const maxExponent = 2000;
const maxAngle = 1e6;

/** A whole number to 60 digits: dividing by thousands of digits costs far more than it gives. */
function decimalOf(n: bigint): Decimal {
  const digits = n.toString();
  const kept = digits.slice(0, 61);
  return new Digits40(digits.length === kept.length ? kept : `${kept}e${digits.length - kept.length}`);
}

/** Decimal floating point with 46 digits, of which 40 or so are right after a chain of operations. */
export const digits40: RealField<Decimal> = {
  tolerance: 1e-30,
  cost: 12,
  functionCost: 200,
  zero: new Digits40(0),
  one: new Digits40(1),
  pi: Digits40.acos(-1),
  fromNumber: (value) => new Digits40(value),
  fromRational: ({ numerator, denominator }) => decimalOf(numerator).div(decimalOf(denominator)),
  toNumber: (value) => value.toNumber(),
  add: (a, b) => a.plus(b),
  subtract: (a, b) => a.minus(b),
  multiply: (a, b) => a.times(b),
  divide: (a, b) => (b.isZero() ? nan : a.div(b)),
  squareRoot: (a) => a.sqrt(),
  exp: (a) => (a.abs().gt(maxExponent) ? nan : a.exp()),
  ln: (a) => (Math.abs(a.e) > maxExponent ? nan : a.ln()),
  sin: (a) => (a.abs().gt(maxAngle) ? nan : a.sin()),
  cos: (a) => (a.abs().gt(maxAngle) ? nan : a.cos()),
  atan2: (y, x) => Digits40.atan2(y, x),
  floor: (a) => a.floor(),
  isZero: (a) => a.isZero(),
  isFinite: (a) => a.isFinite(),
  gamma: () => null,
};

/** Coefficients of the Lanczos approximation with g = 7, n = 9. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/**
 * Gamma function of a real number, to about 14 digits.
 *
 * Source  C. Lanczos, SIAM J. Numer. Anal. B 1 (1964); coefficients for g = 7 by P. Godfrey
 */
function gamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return NaN;
  if (x < 0.5) {
    return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  }
  const shifted = x - 1;
  const t = shifted + 7.5;
  const sum = lanczos.reduce((total, c, i) => (i === 0 ? c : total + c / (shifted + i)), 0);
  return Math.sqrt(2 * Math.PI) * t ** (shifted + 0.5) * Math.exp(-t) * sum;
}
