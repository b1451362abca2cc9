import { negated, productOf, sumOf, unity } from '../numbers/expression';
import type { Expression } from '../numbers/expression';
import type { Cursor } from './cursor';
import { parseAtom, parseExponent, parseExpression, parseGroup, parseProduct } from './parse-expression';
import { notAFormula } from './syntax';

const keywords: ReadonlySet<string> = new Set(['sum', 'prod', 'int', 'lim']);

export function startsCalculus(cursor: Cursor): boolean {
  const token = cursor.peek();
  return token?.kind === 'word' && keywords.has(token.word);
}

/** Sums and products over a range, integrals and limits. */
export function parseCalculus(cursor: Cursor): Expression {
  const token = cursor.next();
  const word = token.kind === 'word' ? token.word : '';
  if (word === 'lim') return parseLimit(cursor);
  if (word === 'int') return parseIntegral(cursor);
  return parseSeries(cursor, word === 'sum' ? 'sum' : 'product');
}

function takeName(cursor: Cursor): string {
  const token = cursor.next();
  if (token.kind !== 'symbol') return notAFormula('expected a variable');
  return cursor.syntax.faithful ? token.name.toLowerCase() : token.name;
}

function parseSeries(cursor: Cursor, operation: 'sum' | 'product'): Expression {
  let lower: { readonly variable: string; readonly from: Expression } | null = null;
  let to: Expression | null = null;
  while (lower === null || to === null) {
    if (lower === null && cursor.takeMark('_')) {
      cursor.expectMark('{');
      const variable = takeName(cursor);
      cursor.expectMark('=');
      lower = { variable, from: parseExpression(cursor) };
      cursor.expectMark('}');
    } else if (to === null && cursor.takeMark('^')) to = parseExponent(cursor);
    else return notAFormula('a sum needs its range');
  }
  const body = cursor.nested(() => parseProduct(cursor));
  return { kind: 'series', operation, ...lower, to, body };
}

function parseLimit(cursor: Cursor): Expression {
  cursor.expectMark('_');
  cursor.expectMark('{');
  const variable = takeName(cursor);
  cursor.expectMark('->');
  const at = cursor.firstOf(
    () => closed(cursor, parseExpression(cursor)),
    () => closed(cursor, parseSided(cursor)),
  );
  const body = cursor.nested(() => parseProduct(cursor));
  return { kind: 'limit', variable, at, body };
}

function closed<T>(cursor: Cursor, value: T): T {
  cursor.expectMark('}');
  return value;
}

/** `0^+` or `a^{-}`: from which side does not matter, both agree wherever an answer is a number. */
function parseSided(cursor: Cursor): Expression {
  const minus = cursor.takeMark('-') !== null;
  const at = parseAtom(cursor);
  cursor.expectMark('^');
  const braced = cursor.takeMark('{') !== null;
  if (cursor.takeMark('+', '-') === null) return notAFormula('a side');
  if (braced) cursor.expectMark('}');
  return minus ? negated(at) : at;
}

function parseIntegral(cursor: Cursor): Expression {
  let from: Expression | null = null;
  let to: Expression | null = null;
  for (;;) {
    if (from === null && cursor.takeMark('_')) {
      from = cursor.isMark('{') ? parseGroup(cursor) : parseExponent(cursor);
    } else if (to === null && cursor.takeMark('^')) to = parseExponent(cursor);
    else break;
  }
  const written = cursor.nested(() => parseExpression(cursor));
  const found = withoutDifferential(written);
  if (found === null) return notAFormula('an integral without its differential');
  return { kind: 'integral', from, to, ...found };
}

/** Takes dx out of f(x) dx, or out of the last term of a sum. */
function withoutDifferential(a: Expression): { readonly variable: string; readonly body: Expression } | null {
  if (a.kind === 'sum') {
    const last = withoutDifferential(a.terms.at(-1)!);
    return last && { variable: last.variable, body: sumOf(...a.terms.slice(0, -1), last.body) };
  }
  const factors = a.kind === 'product' ? a.factors : [a];
  const at = factors.findLastIndex((factor) => factor.kind === 'symbol' && /^d[a-zA-Z]+$/.test(factor.name));
  const differential = factors[at];
  if (differential?.kind !== 'symbol') return null;
  const rest = factors.filter((_, index) => index !== at);
  return { variable: differential.name.slice(1), body: rest.length === 0 ? unity : productOf(...rest) };
}
