import { euclidCost, joinCost, passCost, sizeOf } from './exact-cost';
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
      return foldAll(a.terms, value, spending(add, budget), zero);
    case 'product':
      return foldAll(a.factors, value, spending(multiply, budget), one);
    case 'percent': {
      const of = value(a.of);
      return of && divide(of, rational(100));
    }
    case 'power': {
      const exponent = value(a.exponent);
      const base = exponent && value(a.base);
      return base && exactPower(base, exponent, budget);
    }
    case 'call': {
      const args: Rational[] = [];
      for (const arg of a.args) {
        const known = value(arg);
        if (known === null) return null;
        budget.spend(passCost(known));
        args.push(known);
      }
      return exactCall(a.name, args, budget);
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

type Join = (a: Rational, b: Rational) => Rational;

/** The same, counted: what it costs grows with the numbers. */
const spending =
  (join: Join, budget: WorkBudget, costOf = joinCost): Join =>
  (a, b) => {
    budget.spend(costOf(a, b));
    return join(a, b);
  };

function foldAll(
  parts: readonly Expression[],
  value: (part: Expression) => Rational | null,
  join: Join,
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

function exactPower(base: Rational, exponent: Rational, budget: WorkBudget): Rational | null {
  if (isZero(base) && sign(exponent) <= 0) return isZero(exponent) ? one : null;
  const root = isInteger(exponent) ? base : countedRoot(base, exponent.denominator, budget);
  if (root === null) return null;
  const power = integerPower(root, exponent.numerator);
  budget.spend(passCost(power));
  return power;
}

/** Roots take a few dozen rounds of Newton's method. */
function countedRoot(a: Rational, degree: bigint, budget: WorkBudget): Rational | null {
  budget.spend(Math.ceil(sizeOf(a) / 3));
  return exactRoot(a, degree);
}

function exactCall(name: FunctionName, args: readonly Rational[], budget: WorkBudget): Rational | null {
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
      return isInteger(a) && sign(a) >= 0 ? rational(factorial(a.numerator, budget)) : null;
    case 'binomial':
      return b && isInteger(a) && isInteger(b) ? binomial(a.numerator, b.numerator, budget) : null;
    case 'root':
      return b && isInteger(b) ? realRoot(a, b.numerator, budget) : null;
    case 'gcd':
      return args.every(isInteger) ? args.reduce(spending(commonDivisor, budget, euclidCost), zero) : null;
    case 'lcm':
      return args.every(isInteger) ? args.reduce(spending(commonMultiple, budget, euclidCost), one) : null;
    case 'min':
      return args.reduce((best, n) => (compareRationals(n, best) < 0 ? n : best));
    case 'max':
      return args.reduce((best, n) => (compareRationals(n, best) > 0 ? n : best));
    case 'mod':
      budget.spend(euclidCost(a, b ?? one));
      return b && !isZero(b) ? add(a, negate(multiply(b, rational(floorOf(divide(a, b)))))) : null;
    default:
      return null;
  }
}

const commonDivisor: Join = (a, b) => rational(gcd(a.numerator, b.numerator));
const commonMultiple: Join = (a, b) => {
  const divisor = gcd(a.numerator, b.numerator);
  const product = a.numerator * b.numerator;
  return divisor === 0n ? zero : rational((product < 0n ? -product : product) / divisor);
};

function realRoot(a: Rational, degree: bigint, budget: WorkBudget): Rational | null {
  if (degree < 1n) return null;
  if (sign(a) >= 0) return countedRoot(a, degree, budget);
  const root = degree % 2n === 1n ? countedRoot(negate(a), degree, budget) : null;
  return root && negate(root);
}

function factorial(n: bigint, budget: WorkBudget): bigint {
  if (n > BigInt(limits.factorial)) throw new TooLarge('a factorial');
  budget.spend(Number(n));
  let product = 1n;
  for (let k = 2n; k <= n; k++) product *= k;
  return product;
}

/** Far above all exact numbers that are kept. */
const maxProduct = 1n << BigInt(2 * limits.bits);

function binomial(n: bigint, k: bigint, budget: WorkBudget): Rational | null {
  if (k < 0n || n < 0n) return null;
  if (k > n) return zero;
  const smaller = k > n - k ? n - k : k;
  if (smaller > BigInt(limits.factorial)) throw new TooLarge('a binomial coefficient');
  let product = 1n;
  for (let step = 1n; step <= smaller; step++) {
    budget.spend();
    if (product > maxProduct) throw new TooLarge('a binomial coefficient');
    product = (product * (n - smaller + step)) / step;
  }
  return rational(product);
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
  const join = spending(a.operation === 'sum' ? add : multiply, budget);
  for (let n = first.numerator; n <= last.numerator; n++) {
    const term = exactValue(a.body, budget, new Map(bindings).set(a.variable, rational(n)));
    if (term === null) return null;
    total = join(total, term);
  }
  return total;
}
