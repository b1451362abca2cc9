import { canonicalForm } from '../numbers/canonical-form';
import type { Expression } from '../numbers/expression';
import type { Cursor } from './cursor';
import { parseExponent, parseExpression, takeSubscript } from './parse-expression';
import { notAFormula } from './syntax';

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

/** Letters that a careful reader takes for functions when a parenthesis follows. */
const functionLetters = /^[fghFGHPQ]$/;

/** How many tokens `_x`, `_{…}`, `^x` or `^{…}` take at `ahead`; 0 when there is none. */
function scriptLength(cursor: Cursor, ahead: number): number {
  if (!cursor.isMark('_', ahead) && !cursor.isMark('^', ahead)) return 0;
  if (!cursor.isMark('{', ahead + 1)) return cursor.peek(ahead + 1) === undefined ? 0 : 2;
  let depth = 0;
  for (let at = ahead + 1; cursor.peek(at) !== undefined; at++) {
    if (cursor.isMark('{', at)) depth++;
    if (cursor.isMark('}', at) && --depth === 0) return at + 1 - ahead;
  }
  return 0;
}

function skipScripts(cursor: Cursor, ahead: number): number {
  let at = ahead;
  for (let length = scriptLength(cursor, at); length > 0; length = scriptLength(cursor, at)) at += length;
  return at;
}

/**
 * Whether a symbol is applied to arguments, as in f(x) or f(a, b). The reference takes it so when the parentheses hold one
 * letter or number, or several arguments; all else is a product, as in n(n+1).
 */
export function startsWithArguments(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token?.kind !== 'symbol' || token.text) return false;
  const open = skipScripts(cursor, 1);
  const bracket = cursor.peek(open);
  if (bracket?.kind !== 'mark' || closers[bracket.mark] === undefined) return false;
  if (token.name === 'e' || token.name === 'd' || token.name === 'i') return false;
  if (!cursor.syntax.faithful) return bracket.mark === '(' && functionLetters.test(token.name);
  return holdsOneAtom(cursor, open, closers[bracket.mark]!) || holdsComma(cursor, open);
}

function holdsOneAtom(cursor: Cursor, open: number, close: string): boolean {
  const inner = cursor.peek(open + 1);
  if (inner?.kind !== 'symbol' && inner?.kind !== 'number') return false;
  return cursor.isMark(close, skipScripts(cursor, open + 2));
}

/** Whether a comma stands between the bracket at `open` and its partner, at their level. */
function holdsComma(cursor: Cursor, open: number): boolean {
  let depth = 0;
  for (let at = open; ; at++) {
    cursor.spend(1);
    const token = cursor.peek(at);
    if (token === undefined) return false;
    if (token.kind !== 'mark') continue;
    if (/^[([{]$/.test(token.mark)) depth++;
    else if (/^[)\]}]$/.test(token.mark) && --depth === 0) return false;
    else if (token.mark === ',' && depth === 1) return true;
  }
}

/** f(x), f^2(x), f_1(x, y): a function nobody knows, named with its scripts. */
export function parseApplication(cursor: Cursor): Expression {
  const token = cursor.next();
  if (token.kind !== 'symbol') return notAFormula('expected a function');
  let name = cursor.syntax.faithful ? token.name.toLowerCase() : token.name;
  name += takeSubscript(cursor);
  if (cursor.takeMark('^')) name += `^${canonicalForm(parseExponent(cursor), cursor)}`;
  const open = cursor.takeMark('(', '[');
  if (open === null) return notAFormula('expected arguments');
  const args = [cursor.outsideBars(() => parseExpression(cursor))];
  while (cursor.takeMark(',')) args.push(cursor.outsideBars(() => parseExpression(cursor)));
  cursor.expectMark(closers[open]!);
  return { kind: 'apply', name, args };
}
