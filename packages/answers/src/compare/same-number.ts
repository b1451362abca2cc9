import type { Expression } from '../numbers/expression';
import { someExpression } from '../numbers/expression';
import { isInteger, isTerminating, parseDecimal, roundedUnits } from '../numbers/rational';
import type { Rational } from '../numbers/rational';
import { exactOrNull, isConstant, sameScalar, valueAt40Digits } from '../numbers/same-scalar';
import type { Comparison } from './comparison';

/** A number as written, with a sign or a percent sign at most. */
const isPlainNumber = (a: Expression): boolean =>
  a.kind === 'number' || (a.kind === 'percent' && a.of.kind === 'number');

const isDecimal = (a: Expression): boolean =>
  (a.kind === 'number' && a.decimal) || (a.kind === 'percent' && isDecimal(a.of));

const isWhole = (a: Expression, { budget }: Comparison): boolean => {
  const exact = exactOrNull(a, budget);
  const hasDecimals = someExpression(a, (part) => part.kind === 'number' && part.decimal);
  return exact !== null && isInteger(exact) && !hasDecimals;
};

/** Units of 10^-places nearest to the value of a constant; null when it has no real value. */
function rounded(a: Expression, places: number, { budget }: Comparison): bigint | null {
  const exact = exactOrNull(a, budget) ?? approximation(a, budget);
  return exact && roundedUnits(exact, places);
}

function approximation(a: Expression, budget: Comparison['budget']): Rational | null {
  const value = valueAt40Digits(a, budget);
  if (value === null || value.im.abs().gt(1e-30) || value.re.abs().gt(1e30)) return null;
  return parseDecimal(value.re.toFixed(30));
}

/**
 * Whether two formulas are the same number or function.
 *
 * A number written with decimals may be a rounded one: it equals whatever agrees with it to `rounding` decimals. Math-Verify
 * compares all but whole numbers with decimals that way; a careful person only values whose decimals do not end.
 *
 * Source  specs/rewards.md 5.3 rule 7
 */
export function sameNumber(a: Expression, b: Expression, how: Comparison): boolean {
  if (sameScalar(a, b, how.budget)) return true;
  if (!isConstant(a) || !isConstant(b)) return false;
  const mayBeRounded = (isPlainNumber(a) && isDecimal(a)) || (isPlainNumber(b) && isDecimal(b));
  if (mayBeRounded) return agreeRounded(a, b, how);
  return how.faithful && !isPlainNumber(a) && !isPlainNumber(b) && differByNothing(a, b, how);
}

function agreeRounded(a: Expression, b: Expression, how: Comparison): boolean {
  const mayRound = how.faithful
    ? !isWhole(a, how) && !isWhole(b, how)
    : [a, b].some((side) => !isDecimal(side) && !terminates(side, how));
  if (!mayRound) return false;
  const units = rounded(a, how.rounding, how);
  return units !== null && units === rounded(b, how.rounding, how);
}

function terminates(a: Expression, { budget }: Comparison): boolean {
  const exact = exactOrNull(a, budget);
  return exact !== null && isTerminating(exact);
}

/** SymPy takes a difference below 1e-15 for none. */
function differByNothing(a: Expression, b: Expression, { budget }: Comparison): boolean {
  const [x, y] = [valueAt40Digits(a, budget), valueAt40Digits(b, budget)];
  if (x === null || y === null) return false;
  return x.re.minus(y.re).abs().lt(1e-15) && x.im.minus(y.im).abs().lt(1e-15);
}
