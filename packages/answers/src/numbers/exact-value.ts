import type { Expression, FunctionName } from './expression';
import {
  add,
  divide,
  compareRationals,
  exactRoot,
  floorOf,
  gcd,
  integerPower,
  isInteger,
  isZero,
  multiply,
  negate,
  one,
  rational,
  sign,
  zero,
} from './rational';
import type { Rational } from './rational';
import { TooLarge, limits } from './too-large';
import type { WorkBudget } from './too-large';

/** Exact values of bound variables. */
export type ExactBindings = ReadonlyMap<string, Rational>;

const none: ExactBindings = new Map();

/**
 * The value of a formula when it is a rational number that plain rules find; null when they do not (roots that do not
 * come out, pi, free symbols, division by zero, …).
 *
 * Throws  TooLarge when the exact number, or the work to find it, is out of bounds
 */
export function exactValue(a: Expression, budget: WorkBudget, bindings = none): Rational | null {
  budget.spend();
  const value = (part: Expression): Rational | null => exactValue(part, budget, bindings);
  switch (a.kind) {
    case 'number':
      return a.value;
    case 'symbol':
      return bindings.get(a.name) ?? null;
    case 'sum':
      return foldAll(a.terms, value, add, zero);
    case 'product':
      return foldAll(a.factors, value, multiply, one);
    case 'percent': {
      const of = value(a.of);
      return of && divide(of, rational(100));
    }
    case 'power': {
      const exponent = value(a.exponent);
      const base = exponent && value(a.base);
      return base && exactPower(base, exponent);
    }
    case 'call': {
      const args: Rational[] = [];
      for (const arg of a.args) {
        const known = value(arg);
        if (known === null) return null;
        args.push(known);
      }
      return exactCall(a.name, args);
    }
    case 'series':
      return exactSeries(a, budget, bindings);
    case 'constant':
    case 'apply':
    case 'integral':
    case 'limit':
    case 'derivative':
    case 'matrix':
      return null;
    default:
      return a satisfies never;
  }
}

function foldAll(
  parts: readonly Expression[],
  value: (part: Expression) => Rational | null,
  join: (a: Rational, b: Rational) => Rational,
  start: Rational,
): Rational | null {
  let total = start;
  for (const part of parts) {
    const known = value(part);
    if (known === null) return null;
    total = join(total, known);
  }
  return total;
}

function exactPower(base: Rational, exponent: Rational): Rational | null {
  if (isZero(base) && sign(exponent) <= 0) return isZero(exponent) ? one : null;
  if (isInteger(exponent)) return integerPower(base, exponent.numerator);
  const root = exactRoot(base, exponent.denominator);
  return root && integerPower(root, exponent.numerator);
}

function exactCall(name: FunctionName, args: readonly Rational[]): Rational | null {
  const [a, b] = args;
  if (a === undefined) return null;
  switch (name) {
    case 'abs':
    case 'norm':
      return sign(a) < 0 ? negate(a) : a;
    case 'floor':
      return rational(floorOf(a));
    case 'ceil':
      return rational(-floorOf(negate(a)));
    case 'transpose':
      return a;
    case 'factorial':
      return isInteger(a) && sign(a) >= 0 ? rational(factorial(a.numerator)) : null;
    case 'binomial':
      return b && isInteger(a) && isInteger(b) ? binomial(a.numerator, b.numerator) : null;
    case 'root':
      return b && isInteger(b) ? realRoot(a, b.numerator) : null;
    case 'gcd':
      return args.every(isInteger) ? rational(args.reduce((all, n) => gcd(all, n.numerator), 0n)) : null;
    case 'lcm':
      return args.every(isInteger) ? rational(args.reduce((all, n) => lcm(all, n.numerator), 1n)) : null;
    case 'min':
      return args.reduce((best, n) => (compareRationals(n, best) < 0 ? n : best));
    case 'max':
      return args.reduce((best, n) => (compareRationals(n, best) > 0 ? n : best));
    case 'mod':
      return b && !isZero(b) ? add(a, negate(multiply(b, rational(floorOf(divide(a, b)))))) : null;
    default:
      return null;
  }
}

const lcm = (a: bigint, b: bigint): bigint =>
  a === 0n || b === 0n ? 0n : (a / gcd(a, b)) * (b < 0n ? -b : b);

function realRoot(a: Rational, degree: bigint): Rational | null {
  if (degree < 1n) return null;
  if (sign(a) >= 0) return exactRoot(a, degree);
  const root = degree % 2n === 1n ? exactRoot(negate(a), degree) : null;
  return root && negate(root);
}

function factorial(n: bigint): bigint {
  if (n > BigInt(limits.factorial)) throw new TooLarge('a factorial');
  let product = 1n;
  for (let k = 2n; k <= n; k++) product *= k;
  return product;
}

function binomial(n: bigint, k: bigint): Rational | null {
  if (k < 0n || n < 0n) return null;
  if (k > n) return zero;
  const smaller = k > n - k ? n - k : k;
  if (smaller > BigInt(limits.factorial)) throw new TooLarge('a binomial coefficient');
  let product = one;
  for (let step = 1n; step <= smaller; step++)
    product = multiply(product, rational(n - smaller + step, step));
  return product;
}

function exactSeries(
  a: Extract<Expression, { kind: 'series' }>,
  budget: WorkBudget,
  bindings: ExactBindings,
): Rational | null {
  const first = exactValue(a.from, budget, bindings);
  const last = first && exactValue(a.to, budget, bindings);
  if (first === null || last === null || !isInteger(first) || !isInteger(last)) return null;
  if (last.numerator - first.numerator > BigInt(limits.terms)) throw new TooLarge('a sum');
  let total = a.operation === 'sum' ? zero : one;
  for (let n = first.numerator; n <= last.numerator; n++) {
    const term = exactValue(a.body, budget, new Map(bindings).set(a.variable, rational(n)));
    if (term === null) return null;
    total = a.operation === 'sum' ? add(total, term) : multiply(total, term);
  }
  return total;
}
