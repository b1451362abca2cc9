import { callOf, e, integerOf, isMinusOne, powerOf, quotientOf } from '../numbers/expression';
import type { Expression, FunctionName } from '../numbers/expression';
import { parseApplication, startsWithArguments } from './parse-application';
import { parseCalculus, startsCalculus } from './parse-calculus';
import type { Cursor } from './cursor';
import {
  parseExponent,
  parseExpression,
  parseGroup,
  parsePower,
  parseProduct,
  parseSigned,
  takeSubscript,
} from './parse-expression';
import { notAFormula } from './syntax';

/** Whether a function, a root, a sum, an integral, a limit, f(x) or e is next. */
export function startsFunction(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token === undefined) return false;
  if (token.kind === 'function') return true;
  if (token.kind === 'word') return token.word === 'sqrt' || startsCalculus(cursor);
  return token.kind === 'symbol' && startsWithArguments(cursor);
}

export function parseFunction(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token?.kind === 'function') return parseNamed(cursor, token.name, token.command);
  if (cursor.takeWord('sqrt')) return parseRoot(cursor);
  if (startsCalculus(cursor)) return parseCalculus(cursor);
  return parseApplication(cursor);
}

function parseRoot(cursor: Cursor): Expression {
  let degree: Expression | null = null;
  if (cursor.takeMark('[')) {
    degree = parseExpression(cursor);
    cursor.expectMark(']');
  }
  const isBare = !cursor.syntax.faithful && !cursor.isMark('{');
  const radicand = isBare ? cursor.nested(() => parsePower(cursor)) : parseGroup(cursor);
  if (degree === null) return powerOf(radicand, quotientOf(integerOf(1), integerOf(2)));
  if (cursor.syntax.faithful) return powerOf(radicand, quotientOf(integerOf(1), degree));
  return callOf('root', radicand, degree);
}

const severalArguments: ReadonlySet<FunctionName> = new Set(['gcd', 'lcm', 'min', 'max']);

const inverses: Partial<Record<FunctionName, FunctionName>> = {
  sin: 'asin',
  cos: 'acos',
  tan: 'atan',
  cot: 'acot',
  sec: 'asec',
  csc: 'acsc',
  sinh: 'asinh',
  cosh: 'acosh',
  tanh: 'atanh',
};

function parseNamed(cursor: Cursor, name: FunctionName, command: string): Expression {
  cursor.next();
  let base: Expression | null = null;
  let exponent: Expression | null = null;
  for (;;) {
    if (exponent === null && cursor.isMark('^')) {
      cursor.expectMark('^');
      exponent = parseExponent(cursor);
    } else if (base === null && cursor.isMark('_')) base = parseBase(cursor, name);
    else break;
  }
  const args = parseArguments(cursor, name);
  const inverse = exponent !== null && isMinusOne(exponent) ? inverses[name] : undefined;
  if (inverse !== undefined) return callOf(inverse, ...args);
  const call = applyNamed(name, command, args, base);
  return exponent === null ? call : powerOf(call, exponent);
}

function applyNamed(
  name: FunctionName,
  command: string,
  args: readonly Expression[],
  base: Expression | null,
): Expression {
  if (name === 'exp') return powerOf(e, args[0]!);
  if (name !== 'log') return callOf(name, ...args);
  return callOf('log', args[0]!, base ?? (command === 'ln' ? e : integerOf(10)));
}

function parseBase(cursor: Cursor, name: FunctionName): Expression {
  if (name !== 'log') {
    takeSubscript(cursor);
    return integerOf(1);
  }
  cursor.expectMark('_');
  return cursor.isMark('{') ? parseGroup(cursor) : cursor.nested(() => parseSingle(cursor));
}

/** One token as a formula: the base in `\log_2 8`. */
function parseSingle(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token?.kind !== 'number' && token?.kind !== 'symbol') return notAFormula('a base');
  return parsePower(cursor);
}

function parseArguments(cursor: Cursor, name: FunctionName): readonly Expression[] {
  const several = severalArguments.has(name);
  const inParentheses = (): readonly Expression[] => {
    cursor.expectMark('(');
    const args = [cursor.outsideBars(() => parseExpression(cursor))];
    while (several && cursor.takeMark(',')) args.push(cursor.outsideBars(() => parseExpression(cursor)));
    cursor.expectMark(')');
    return args;
  };
  const bare = (): readonly Expression[] => [cursor.nested(() => parseBareArgument(cursor))];
  return cursor.isMark('(') ? cursor.firstOf(inParentheses, bare) : bare();
}

/** What follows a function without parentheses. The reference also takes factors behind product signs. */
function parseBareArgument(cursor: Cursor): Expression {
  if (cursor.syntax.faithful) return parseProduct(cursor, 'functions-end');
  if (cursor.isMark('{')) return parseGroup(cursor);
  return parseSigned(cursor, 'functions-end');
}
