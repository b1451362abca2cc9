import type { Complex, ComplexField } from './complex';
import type { Evaluation } from './evaluate';
import type { FunctionName } from './expression';
import { NoValue } from './no-value';
import { limits } from './too-large';

type Rule = <Real>(args: readonly Complex<Real>[], complex: ComplexField<Real>) => Complex<Real>;

const inverse: Rule = ([a], c) => c.divide(c.real(c.field.one), a!);
const halfOf: Rule = ([a], c) => c.divide(a!, c.real(c.field.fromNumber(2)));

function wholeNumber<Real>(a: Complex<Real>, c: ComplexField<Real>): number {
  const n = c.field.toNumber(a.re);
  if (!c.isReal(a) || !Number.isSafeInteger(n)) throw new NoValue('not a whole number');
  return n;
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? Math.abs(a) : commonDivisor(b, a % b));

/** Values of the named functions, principal branches; one row each, so that a missing row fails the type check. */
const rules: { readonly [Name in FunctionName]: Rule } = {
  sin: ([a], c) => c.sin(a!),
  cos: ([a], c) => c.cos(a!),
  tan: ([a], c) => c.divide(c.sin(a!), c.cos(a!)),
  cot: ([a], c) => c.divide(c.cos(a!), c.sin(a!)),
  sec: ([a], c) => inverse([c.cos(a!)], c),
  csc: ([a], c) => inverse([c.sin(a!)], c),
  asin: ([a], c) => c.asin(a!),
  acos: ([a], c) => c.acos(a!),
  atan: ([a], c) => c.atan(a!),
  acot: ([a], c) => c.atan(inverse([a!], c)),
  asec: ([a], c) => c.acos(inverse([a!], c)),
  acsc: ([a], c) => c.asin(inverse([a!], c)),
  sinh: ([a], c) => halfOf([c.subtract(c.exp(a!), c.exp(c.negate(a!)))], c),
  cosh: ([a], c) => halfOf([c.add(c.exp(a!), c.exp(c.negate(a!)))], c),
  tanh: ([a], c) => {
    const [up, down] = [c.exp(a!), c.exp(c.negate(a!))];
    return c.divide(c.subtract(up, down), c.add(up, down));
  },
  // asinh z = ln(z + sqrt(z^2 + 1))
  asinh: ([a], c) => c.log(c.add(a!, c.squareRoot(c.add(c.multiply(a!, a!), c.real(c.field.one))))),
  // acosh z = ln(z + sqrt(z + 1) sqrt(z - 1))
  acosh: ([a], c) => {
    const unit = c.real(c.field.one);
    const roots = c.multiply(c.squareRoot(c.add(a!, unit)), c.squareRoot(c.subtract(a!, unit)));
    return c.log(c.add(a!, roots));
  },
  // atanh z = (ln(1 + z) - ln(1 - z)) / 2
  atanh: ([a], c) => {
    const unit = c.real(c.field.one);
    return halfOf([c.subtract(c.log(c.add(unit, a!)), c.log(c.subtract(unit, a!)))], c);
  },
  log: ([a, base], c) => (base === undefined ? c.log(a!) : c.divide(c.log(a!), c.log(base))),
  exp: ([a], c) => c.exp(a!),
  abs: ([a], c) => c.real(c.abs(a!)),
  floor: ([a], c) => requireReal(a!, c, (x) => c.field.floor(x)),
  ceil: ([a], c) =>
    requireReal(a!, c, (x) => {
      const { field } = c;
      return field.subtract(field.zero, field.floor(field.subtract(field.zero, x)));
    }),
  factorial: ([a], c) => factorial(a!, c),
  gamma: ([a], c) => factorial(c.subtract(a!, c.real(c.field.one)), c),
  binomial: ([n, k], c) =>
    c.divide(factorial(n!, c), c.multiply(factorial(k!, c), factorial(c.subtract(n!, k!), c))),
  // The real root where there is one: an odd root of a negative number.
  root: ([a, degree], c) => {
    const n = wholeNumber(degree!, c);
    const flip = c.isReal(a!) && c.field.toNumber(a!.re) < 0 && Math.abs(n % 2) === 1;
    const exponent = inverse([degree!], c);
    return flip ? c.negate(c.power(c.negate(a!), exponent)) : c.power(a!, exponent);
  },
  gcd: (args, c) => {
    const whole = args.map((a) => wholeNumber(a, c));
    return c.real(c.field.fromNumber(whole.reduce(commonDivisor, 0)));
  },
  lcm: (args, c) => {
    const whole = args.map((a) => Math.abs(wholeNumber(a, c)));
    return c.real(
      c.field.fromNumber(whole.reduce((a, b) => (a * b === 0 ? 0 : (a / commonDivisor(a, b)) * b), 1)),
    );
  },
  min: (args, c) => extreme(args, c, (a, b) => a < b),
  max: (args, c) => extreme(args, c, (a, b) => a > b),
  mod: ([a, b], c) => {
    const quotient = c.divide(a!, b!);
    return requireReal(quotient, c, (q) =>
      c.field.subtract(a!.re, c.field.multiply(b!.re, c.field.floor(q))),
    );
  },
  det: () => noValue('det'),
  transpose: ([a]) => a!,
  norm: ([a], c) => c.real(c.abs(a!)),
};

function noValue(name: string): never {
  throw new NoValue(`${name} has no numeric value`);
}

function requireReal<Real>(a: Complex<Real>, c: ComplexField<Real>, of: (x: Real) => Real): Complex<Real> {
  if (!c.isReal(a)) throw new NoValue('not real');
  return c.real(of(a.re));
}

function extreme<Real>(
  args: readonly Complex<Real>[],
  c: ComplexField<Real>,
  better: (a: number, b: number) => boolean,
): Complex<Real> {
  if (args.some((a) => !c.isReal(a))) throw new NoValue('not real');
  return args.reduce((best, a) => (better(c.field.toNumber(a.re), c.field.toNumber(best.re)) ? a : best));
}

/** n! exactly for small whole n, by the gamma function otherwise. */
function factorial<Real>(a: Complex<Real>, c: ComplexField<Real>): Complex<Real> {
  if (!c.isReal(a)) throw new NoValue('factorial of a complex number');
  const n = c.field.toNumber(a.re);
  if (Number.isInteger(n) && n >= 0) {
    if (n > limits.factorial) throw new NoValue('a large factorial');
    let product = c.field.one;
    for (let k = 2; k <= n; k++) product = c.field.multiply(product, c.field.fromNumber(k));
    return c.real(product);
  }
  const value = c.field.gamma(c.field.add(a.re, c.field.one));
  if (value === null) throw new NoValue('gamma at this precision');
  return c.real(value);
}

/** How many roots, exponentials, logarithms and angles a function takes, where that is more than none. */
const steps: Partial<Record<FunctionName, number>> = {
  ...{ sin: 1, cos: 1, tan: 2, cot: 2, sec: 1, csc: 1, exp: 1, log: 2, root: 2, abs: 1, norm: 1 },
  ...{ asin: 6, acos: 6, atan: 4, acot: 4, asec: 6, acsc: 6 },
  ...{ sinh: 2, cosh: 2, tanh: 2, asinh: 4, acosh: 4, atanh: 4 },
};

/** The value of a named function. */
export function evaluateCall<Real>(
  name: FunctionName,
  args: readonly Complex<Real>[],
  { complex, budget }: Evaluation<Real>,
): Complex<Real> {
  if (args.length === 0) throw new NoValue(`${name} without arguments`);
  budget.spend((steps[name] ?? 0) * complex.field.functionCost);
  if (name === 'factorial' || name === 'gamma' || name === 'binomial') {
    const largest = Math.max(...args.map((a) => complex.field.toNumber(a.re)).filter(Number.isFinite), 0);
    budget.spend(Math.min(largest, limits.factorial) * complex.field.cost);
  }
  return rules[name](args, complex);
}
