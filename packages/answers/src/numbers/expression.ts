import { one, rational } from './rational';
import type { Rational } from './rational';

/** Functions with a meaning of their own. `log` takes the base as second argument; without it the base is e. */
export const functionNames = [
  'sin', 'cos', 'tan', 'cot', 'sec', 'csc',
  'asin', 'acos', 'atan', 'acot', 'asec', 'acsc',
  'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh',
  'log', 'exp', 'abs', 'floor', 'ceil', 'factorial', 'gamma', 'binomial',
  'root', 'gcd', 'lcm', 'min', 'max', 'mod', 'det', 'transpose', 'norm',
] as const; // prettier-ignore
export type FunctionName = (typeof functionNames)[number];

/** A scalar (or matrix) formula. */
export type Expression =
  /** `decimal` is true for a number written with a decimal point: it may be a rounded value. */
  | { readonly kind: 'number'; readonly value: Rational; readonly decimal: boolean }
  | { readonly kind: 'constant'; readonly name: 'pi' | 'e' | 'i' | 'infinity' }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'sum'; readonly terms: readonly Expression[] }
  | { readonly kind: 'product'; readonly factors: readonly Expression[] }
  | { readonly kind: 'power'; readonly base: Expression; readonly exponent: Expression }
  | { readonly kind: 'percent'; readonly of: Expression }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Expression[] }
  /** A function nobody knows, such as f in f(x). */
  | { readonly kind: 'apply'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: 'series';
      readonly operation: 'sum' | 'product';
      readonly variable: string;
      readonly from: Expression;
      readonly to: Expression;
      readonly body: Expression;
    }
  | {
      readonly kind: 'integral';
      readonly variable: string;
      readonly from: Expression | null;
      readonly to: Expression | null;
      readonly body: Expression;
    }
  | { readonly kind: 'limit'; readonly variable: string; readonly at: Expression; readonly body: Expression }
  | { readonly kind: 'derivative'; readonly variable: string; readonly body: Expression }
  | { readonly kind: 'matrix'; readonly rows: readonly (readonly Expression[])[] };

export const numberOf = (value: Rational, decimal = false): Expression => ({
  kind: 'number',
  value,
  decimal,
});
export const integerOf = (value: number | bigint): Expression => numberOf(rational(value));
export const symbolOf = (name: string): Expression => ({ kind: 'symbol', name });
export const pi: Expression = { kind: 'constant', name: 'pi' };
export const e: Expression = { kind: 'constant', name: 'e' };
export const i: Expression = { kind: 'constant', name: 'i' };
export const infinity: Expression = { kind: 'constant', name: 'infinity' };

/** a + b + …, flattened. */
export function sumOf(...terms: readonly Expression[]): Expression {
  const flat = terms.flatMap((term) => (term.kind === 'sum' ? term.terms : [term]));
  return flat.length === 1 ? flat[0]! : { kind: 'sum', terms: flat };
}

/** a * b * …, flattened. */
export function productOf(...factors: readonly Expression[]): Expression {
  const flat = factors.flatMap((factor) => (factor.kind === 'product' ? factor.factors : [factor]));
  return flat.length === 1 ? flat[0]! : { kind: 'product', factors: flat };
}

export const powerOf = (base: Expression, exponent: Expression): Expression => ({
  kind: 'power',
  base,
  exponent,
});

/** -a; a plain number stays one. */
export function negated(a: Expression): Expression {
  if (a.kind === 'number') return numberOf({ ...a.value, numerator: -a.value.numerator }, a.decimal);
  return productOf(integerOf(-1), a);
}

export const difference = (a: Expression, b: Expression): Expression => sumOf(a, negated(b));

/** Whether a formula is the number -1 as it stands. */
export const isMinusOne = (a: Expression): boolean =>
  a.kind === 'number' && a.value.numerator === -1n && a.value.denominator === 1n;

/** a / b; a quotient of two whole numbers is one exact number. */
export function quotientOf(a: Expression, b: Expression): Expression {
  const isWhole = (x: Expression): boolean => x.kind === 'number' && !x.decimal && x.value.denominator === 1n;
  if (a.kind === 'number' && b.kind === 'number' && isWhole(a) && isWhole(b) && b.value.numerator !== 0n) {
    return numberOf(rational(a.value.numerator, b.value.numerator));
  }
  return productOf(a, powerOf(b, integerOf(-1)));
}

export const callOf = (name: FunctionName, ...args: readonly Expression[]): Expression => ({
  kind: 'call',
  name,
  args,
});

/** The direct parts of a formula. */
export function childrenOf(a: Expression): readonly Expression[] {
  switch (a.kind) {
    case 'number':
    case 'constant':
    case 'symbol':
      return [];
    case 'sum':
      return a.terms;
    case 'product':
      return a.factors;
    case 'power':
      return [a.base, a.exponent];
    case 'percent':
      return [a.of];
    case 'call':
    case 'apply':
      return a.args;
    case 'series':
      return [a.from, a.to, a.body];
    case 'integral':
      return [a.body, ...(a.from ? [a.from] : []), ...(a.to ? [a.to] : [])];
    case 'limit':
      return [a.at, a.body];
    case 'derivative':
      return [a.body];
    case 'matrix':
      return a.rows.flat();
    default:
      return a satisfies never;
  }
}

/** Whether some part of a formula, itself included, satisfies `test`. */
export function someExpression(a: Expression, test: (part: Expression) => boolean): boolean {
  return test(a) || childrenOf(a).some((child) => someExpression(child, test));
}

/** The names of its symbols, bound variables included. */
export function symbolsOf(a: Expression, into: Set<string> = new Set()): Set<string> {
  if (a.kind === 'symbol') into.add(a.name);
  for (const child of childrenOf(a)) symbolsOf(child, into);
  return into;
}

/** 1, for callers that need the expression. */
export const unity: Expression = numberOf(one);
