import type Decimal from 'decimal.js';
import { canonicalForm } from './canonical-form';
import { complexOver } from './complex';
import type { Complex, ComplexField } from './complex';
import { evaluate } from './evaluate';
import { exactValue } from './exact-value';
import { symbolsOf } from './expression';
import type { Expression } from './expression';
import { NoValue } from './no-value';
import { compareRationals, sameRational } from './rational';
import type { Rational } from './rational';
import { digits40, doubles } from './real-field';
import { pointCount, sampleValue } from './sample-points';
import { TooLarge } from './too-large';
import type { WorkBudget } from './too-large';

const fast = complexOver(doubles);
const sure = complexOver(digits40);

/** Doubles decide alone only when values differ by more than this share; the rest is asked at 40 digits. */
const clearlyDifferent = 1e-3;

/** The exact value, or null when there is none or it is too large. */
export function exactOrNull(a: Expression, budget: WorkBudget): Rational | null {
  try {
    return exactValue(a, budget);
  } catch (error) {
    if (error instanceof TooLarge) budget.giveUp();
    else if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

/** Whether a formula has no free symbols. */
export const isConstant = (a: Expression): boolean => symbolsOf(a).size === 0;

/** The value of a formula without symbols at 40 digits; null when it has none. */
export function valueAt40Digits(a: Expression, budget: WorkBudget): Complex<Decimal> | null {
  return attempt(() => evaluate(a, { complex: sure, bindings: new Map(), budget }));
}

/** The value of a formula without symbols as a double, when it is real; null otherwise. */
export function realValue(a: Expression, budget: WorkBudget): number | null {
  const value = attempt(() => evaluate(a, { complex: fast, bindings: new Map(), budget }));
  if (value === null) return null;
  const noise = 1e-12 * Math.max(1, Math.abs(value.re));
  return Math.abs(value.im) <= noise ? value.re : null;
}

/** -1, 0 or 1 as a is below, equal to or above b; null when that cannot be told. */
export function order(a: Expression, b: Expression, budget: WorkBudget): -1 | 0 | 1 | null {
  const [exactA, exactB] = [exactOrNull(a, budget), exactOrNull(b, budget)];
  if (exactA !== null && exactB !== null) return compareRationals(exactA, exactB);
  const [x, y] = [extendedValue(a, budget), extendedValue(b, budget)];
  if (x === null || y === null) return null;
  const finite = Number.isFinite(x) && Number.isFinite(y);
  if (x === y || (finite && Math.abs(x - y) <= 1e-12 * Math.max(1, Math.abs(x), Math.abs(y)))) return 0;
  return x < y ? -1 : 1;
}

/** Like `realValue`, with infinities. */
export function extendedValue(a: Expression, budget: WorkBudget): number | null {
  const size = infiniteSign(a);
  return size === 0 ? realValue(a, budget) : size * Infinity;
}

/** 1 for infinity, -1 for minus infinity, 0 for everything else. */
export function infiniteSign(a: Expression): -1 | 0 | 1 {
  if (a.kind === 'constant' && a.name === 'infinity') return 1;
  if (a.kind === 'product' && a.factors.length === 2) {
    const [factor, other] = a.factors;
    const isNumber = factor?.kind === 'number' && factor.value.numerator !== 0n;
    if (isNumber && infiniteSign(other!) !== 0) {
      return (factor.value.numerator > 0n ? 1 : -1) * infiniteSign(other!) > 0 ? 1 : -1;
    }
  }
  return 0;
}

/**
 * Whether two formulas are the same number, or the same function of their symbols over the reals: exactly where both are
 * rational, else by their values at fixed points, in doubles first and then at 40 digits.
 *
 * Source  identity testing by evaluation: a formula that vanishes at random points vanishes
 */
export function sameScalar(a: Expression, b: Expression, budget: WorkBudget): boolean {
  const [exactA, exactB] = [exactOrNull(a, budget), exactOrNull(b, budget)];
  if (exactA !== null && exactB !== null) return sameRational(exactA, exactB);
  if (infiniteSign(a) !== 0 || infiniteSign(b) !== 0) return infiniteSign(a) === infiniteSign(b);
  if (canonicalForm(a, budget) === canonicalForm(b, budget)) return true;
  const symbols = [...symbolsOf(b, symbolsOf(a))];
  const points = symbols.length === 0 ? 1 : pointCount;
  let agreed = 0;
  for (let point = 0; point < points; point++) {
    const verdict = sameAt(a, b, symbols, point, budget);
    if (verdict === false) return false;
    if (verdict === true) agreed++;
  }
  return agreed >= Math.min(2, points);
}

/** Whether they agree at one point; null when one of them has no value there. */
function sameAt(
  a: Expression,
  b: Expression,
  symbols: readonly string[],
  point: number,
  budget: WorkBudget,
): boolean | null {
  const roughA = valueAt(a, fast, symbols, point, budget);
  const roughB = roughA && valueAt(b, fast, symbols, point, budget);
  if (roughA && roughB && relativeDifference(roughA, roughB, fast) > clearlyDifferent) return false;
  const sureA = valueAt(a, sure, symbols, point, budget);
  const sureB = sureA && valueAt(b, sure, symbols, point, budget);
  if (sureA && sureB) return relativeDifference(sureA, sureB, sure) <= digits40.tolerance;
  if (roughA && roughB) return relativeDifference(roughA, roughB, fast) <= doubles.tolerance;
  return null;
}

function valueAt<Real>(
  a: Expression,
  complex: ComplexField<Real>,
  symbols: readonly string[],
  point: number,
  budget: WorkBudget,
): Complex<Real> | null {
  const bindings = new Map(
    symbols.map((name) => [name, complex.real(complex.field.fromRational(sampleValue(name, point)))]),
  );
  return attempt(() => evaluate(a, { complex, bindings, budget }));
}

function relativeDifference<Real>(a: Complex<Real>, b: Complex<Real>, c: ComplexField<Real>): number {
  const size = Math.max(c.field.toNumber(c.abs(a)), c.field.toNumber(c.abs(b)), 1e-9);
  return c.field.toNumber(c.abs(c.subtract(a, b))) / size;
}

function attempt<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch (error) {
    if (error instanceof NoValue || error instanceof RangeError) return null;
    throw error;
  }
}
