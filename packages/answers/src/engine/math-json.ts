import {
  callOf,
  e,
  i,
  infinity,
  integerOf,
  negated,
  numberOf,
  pi,
  powerOf,
  productOf,
  quotientOf,
  sumOf,
  symbolOf,
} from '../numbers/expression';
import type { Expression, FunctionName } from '../numbers/expression';
import { one, parseDecimal, rational, sameRational } from '../numbers/rational';

/** MathJSON, the format of @cortex-js/compute-engine, as far as it is used here. */
export type MathJson = string | number | readonly [string, ...MathJson[]];

const callNames: Partial<Record<FunctionName, string>> = {
  sin: 'Sin',
  cos: 'Cos',
  tan: 'Tan',
  cot: 'Cot',
  sec: 'Sec',
  csc: 'Csc',
  asin: 'Arcsin',
  acos: 'Arccos',
  atan: 'Arctan',
  sinh: 'Sinh',
  cosh: 'Cosh',
  tanh: 'Tanh',
  abs: 'Abs',
  factorial: 'Factorial',
  floor: 'Floor',
  ceil: 'Ceil',
};
const namesOfCalls = new Map(
  Object.entries(callNames).map(([ours, theirs]) => [theirs, ours as FunctionName]),
);

const constants = { pi: 'Pi', e: 'ExponentialE', i: 'ImaginaryUnit', infinity: 'PositiveInfinity' } as const;

/** A formula as MathJSON; null when part of it has no counterpart. Symbols keep their names behind "var", away from the engine's own. */
export function toMathJson(a: Expression): MathJson | null {
  const all = (head: string, parts: readonly Expression[], ...rest: readonly MathJson[]): MathJson | null => {
    const converted = parts.map(toMathJson);
    return converted.includes(null) ? null : [head, ...(converted as MathJson[]), ...rest];
  };
  switch (a.kind) {
    case 'number': {
      const { numerator, denominator } = a.value;
      const isSmall = [numerator, denominator].every(
        (n) => n < 1_000_000_000_000n && n > -1_000_000_000_000n,
      );
      if (!isSmall) return null;
      return denominator === 1n ? Number(numerator) : ['Rational', Number(numerator), Number(denominator)];
    }
    case 'constant':
      return constants[a.name];
    case 'symbol':
      return /^[a-zA-Z]+$/.test(a.name) ? `var${a.name}` : null;
    case 'sum':
      return all('Add', a.terms);
    case 'product':
      return productToMathJson(a.factors);
    case 'power':
      return all('Power', [a.base, a.exponent]);
    case 'percent':
      return all('Divide', [a.of], 100);
    case 'call': {
      if (a.name === 'log') return all(a.args.length > 1 ? 'Log' : 'Ln', a.args);
      if (a.name === 'root') return all('Root', a.args);
      const name = callNames[a.name];
      return name === undefined ? null : all(name, a.args);
    }
    case 'series': {
      const range = all('Limits', [symbolOf(a.variable), a.from, a.to]);
      const body = toMathJson(a.body);
      return range && body && [a.operation === 'sum' ? 'Sum' : 'Product', body, range];
    }
    case 'integral': {
      if (a.from === null || a.to === null) return null;
      const range = all('Limits', [symbolOf(a.variable), a.from, a.to]);
      const body = toMathJson(a.body);
      return range && body && ['Integrate', body, range];
    }
    case 'limit': {
      const [body, at] = [toMathJson(a.body), toMathJson(a.at)];
      return body && at !== null ? ['Limit', ['Function', body, `var${a.variable}`], at] : null;
    }
    case 'apply':
    case 'derivative':
    case 'matrix':
      return null;
    default:
      return a satisfies never;
  }
}

/** A product as a quotient: the engine takes limits of quotients well, and of products with negative powers badly. */
function productToMathJson(factors: readonly Expression[]): MathJson | null {
  const above: Expression[] = [];
  const below: Expression[] = [];
  for (const factor of factors) {
    const exponent = factor.kind === 'power' && factor.exponent.kind === 'number' ? factor.exponent : null;
    if (factor.kind === 'power' && exponent !== null && exponent.value.numerator < 0n) {
      const turned = negated(exponent);
      const isOne = turned.kind === 'number' && sameRational(turned.value, one);
      below.push(isOne ? factor.base : powerOf(factor.base, turned));
    } else above.push(factor);
  }
  const multiplied = (parts: readonly Expression[]): MathJson | null => {
    const converted = parts.map(toMathJson);
    if (converted.includes(null)) return null;
    return converted.length === 1 ? converted[0]! : ['Multiply', ...(converted as MathJson[])];
  };
  const top = above.length === 0 ? 1 : multiplied(above);
  if (below.length === 0 || top === null) return top;
  const bottom = multiplied(below);
  return bottom === null ? null : ['Divide', top, bottom];
}

/** MathJSON as a formula; null when it holds something that answers do not. */
export function fromMathJson(json: unknown): Expression | null {
  if (typeof json === 'number') return Number.isFinite(json) ? decimalOf(String(json)) : null;
  if (typeof json === 'string') return constantOf(json);
  if (typeof json === 'object' && json !== null && 'num' in json) return decimalOf(String(json.num));
  if (!Array.isArray(json)) return null;
  const [head, ...rest] = json as unknown[];
  const args = rest.map(fromMathJson);
  if (typeof head !== 'string' || args.includes(null)) return null;
  return combined(head, args as Expression[]);
}

function decimalOf(text: string): Expression | null {
  const clean = text.replace(/n$/, '');
  return /^-?[\d.]+(?:e[+-]?\d+)?$/i.test(clean) ? numberOf(parseDecimal(clean)) : null;
}

function constantOf(name: string): Expression | null {
  switch (name) {
    case 'Pi':
      return pi;
    case 'ExponentialE':
      return e;
    case 'ImaginaryUnit':
      return i;
    case 'PositiveInfinity':
      return infinity;
    case 'NegativeInfinity':
      return productOf(integerOf(-1), infinity);
    case 'Half':
      return numberOf(rational(1, 2));
    default:
      return name.startsWith('var') ? symbolOf(name.slice('var'.length)) : null;
  }
}

function combined(head: string, args: readonly Expression[]): Expression | null {
  const [a, b] = args;
  if (a === undefined) return null;
  switch (head) {
    case 'Add':
      return sumOf(...args);
    case 'Multiply':
      return productOf(...args);
    case 'Negate':
      return productOf(integerOf(-1), a);
    case 'Subtract':
      return b ? sumOf(a, productOf(integerOf(-1), b)) : null;
    case 'Divide':
    case 'Rational':
      return b ? quotientOf(a, b) : null;
    case 'Power':
      return b ? powerOf(a, b) : null;
    case 'Square':
      return powerOf(a, integerOf(2));
    case 'Sqrt':
      return powerOf(a, numberOf(rational(1, 2)));
    case 'Root':
      return b ? powerOf(a, quotientOf(integerOf(1), b)) : null;
    case 'Exp':
      return powerOf(e, a);
    case 'Ln':
      return callOf('log', a, e);
    case 'Log':
      return callOf('log', a, b ?? integerOf(10));
    default: {
      const name = namesOfCalls.get(head);
      return name === undefined ? null : callOf(name, ...args);
    }
  }
}
