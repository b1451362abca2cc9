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
import type { Expression } from '../numbers/expression';
import { add, isInteger, rational, sign, subtract } from '../numbers/rational';
import type { Cursor } from './cursor';
import { parseFunction, startsFunction } from './parse-function';
import { parseMatrix, startsMatrix } from './parse-matrix';
import { parseNumber } from './parse-number';
import { notAFormula } from './syntax';
import type { Syntax } from './syntax';

/**
 * Formulas: sums of products of signed runs of factors, as in the grammar of latex2sympy2_extended.
 *
 *   expression = product (('+' | '-') product)*
 *   product    = signed (('*' | '/' | ':' | mod) signed)*
 *   signed     = ('+' | '-') signed | factor+
 *   factor     = power ('!' | degree | transpose)*
 *   power      = atom ('^' (atom | '{' expression '}'))*
 */
export function parseExpression(cursor: Cursor): Expression {
  return cursor.nested(() => {
    // Collected, then joined once: joining term by term costs the square of their number.
    const terms = [parseProduct(cursor)];
    for (;;) {
      const operator = cursor.takeMark('+', '-');
      if (operator === null) return sumOf(...terms);
      const term = parseProduct(cursor);
      terms.push(operator === '+' ? term : negated(term));
    }
  });
}

/** Whether functions may stand in a run of factors: after the first factor of a bare argument they may not. */
export type FactorRule = 'any' | 'functions-end';

export function parseProduct(cursor: Cursor, rule: FactorRule = 'any'): Expression {
  let factors = [parseSigned(cursor, rule)];
  for (;;) {
    const operator = cursor.takeMark('*', '/', ':', 'mod');
    if (operator === null) return productOf(...factors);
    const factor = parseSigned(cursor, rule);
    if (operator === '*') factors.push(factor);
    else if (operator === 'mod') factors = [callOf('mod', productOf(...factors), factor)];
    else if (factors.length === 1 && factors[0]!.kind === 'number')
      factors = [quotientOf(factors[0], factor)];
    else factors.push(powerOf(factor, integerOf(-1)));
  }
}

export function parseSigned(cursor: Cursor, rule: FactorRule): Expression {
  const prefix = cursor.takeMark('+', '-');
  if (prefix !== null) {
    const operand = cursor.nested(() => parseSigned(cursor, rule));
    return prefix === '+' ? operand : negated(operand);
  }
  const factors = [parseFactor(cursor)];
  while (startsFactor(cursor) && (rule === 'any' || !startsFunction(cursor)))
    factors.push(parseFactor(cursor));
  return joinFactors(factors, cursor.syntax);
}

/**
 * Multiplies a run of factors; a whole number before a positive fraction is a mixed number. The reference also adds a whole
 * number to a whole number behind it.
 */
function joinFactors(factors: readonly Expression[], { faithful }: Syntax): Expression {
  const rest = [...factors];
  let last = rest.pop()!;
  for (;;) {
    const mixed = rest.length === 0 ? null : mixedNumber(rest.at(-1)!, last, faithful);
    if (mixed === null) return productOf(...rest, last);
    rest.pop();
    last = mixed;
  }
}

function mixedNumber(whole: Expression, part: Expression, faithful: boolean): Expression | null {
  if (whole.kind !== 'number' || whole.decimal || !isInteger(whole.value)) return null;
  if (part.kind !== 'number' || part.decimal || sign(part.value) <= 0) return null;
  if (!faithful && isInteger(part.value)) return null;
  return numberOf(sign(whole.value) < 0 ? subtract(whole.value, part.value) : add(whole.value, part.value));
}

const openers = new Set(['(', '{', '[', '\\{', '|', '\\|', 'lfloor', 'lceil']);

function startsFactor(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token === undefined) return false;
  switch (token.kind) {
    case 'number':
    case 'symbol':
    case 'function':
      return true;
    case 'word':
      return !token.word.startsWith('end') && !token.word.startsWith('set ');
    case 'mark':
      return openers.has(token.mark) && !(token.mark === '|' && cursor.closesBar);
    default:
      return token satisfies never;
  }
}

function parseFactor(cursor: Cursor): Expression {
  let factor = parsePower(cursor);
  for (;;) {
    if (cursor.takeMark('!')) factor = callOf('factorial', factor);
    else if (cursor.takeMark('degree')) factor = degrees(factor);
    else return factor;
  }
}

const degrees = (a: Expression): Expression => productOf(a, pi, numberOf(rational(1, 180)));

export function parsePower(cursor: Cursor): Expression {
  let base = parseAtom(cursor);
  while (cursor.isMark('^')) {
    if (takeDegree(cursor)) {
      // The reference drops the sign, so that angles count in degrees but functions take radians.
      if (!cursor.syntax.faithful) base = degrees(base);
      continue;
    }
    if (base.kind === 'matrix' && takeTranspose(cursor)) {
      base = callOf('transpose', base);
      continue;
    }
    cursor.expectMark('^');
    base = powerOf(base, parseExponent(cursor));
  }
  return base;
}

export function parseExponent(cursor: Cursor): Expression {
  if (cursor.takeMark('{')) {
    const exponent = parseExpression(cursor);
    cursor.expectMark('}');
    return exponent;
  }
  const minus = !cursor.syntax.faithful && cursor.takeMark('-') !== null;
  const exponent = cursor.nested(() => parseAtom(cursor));
  return minus ? negated(exponent) : exponent;
}

function takeTranspose(cursor: Cursor): boolean {
  const isT = (ahead: number): boolean => {
    const token = cursor.peek(ahead);
    return token?.kind === 'symbol' && token.name === 'T';
  };
  const length = isT(1) ? 2 : cursor.isMark('{', 1) && isT(2) && cursor.isMark('}', 3) ? 4 : 0;
  for (let n = 0; n < length; n++) cursor.next();
  return length > 0;
}

/** Takes `^\circ` or `^{\circ}`; gives whether it was there. */
function takeDegree(cursor: Cursor): boolean {
  const length = cursor.isMark('circ', 1)
    ? 2
    : cursor.isMark('{', 1) && cursor.isMark('circ', 2) && cursor.isMark('}', 3)
      ? 4
      : 0;
  for (let n = 0; n < length; n++) cursor.next();
  return length > 0;
}

const closers: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']', '\\{': '\\}' };

/** A number, a name, a function, or something in brackets. */
export function parseAtom(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token === undefined) return notAFormula('the formula ends too early');
  if (startsFunction(cursor)) return parseFunction(cursor);
  if (startsMatrix(cursor)) return parseMatrix(cursor);
  switch (token.kind) {
    case 'number':
      return parseNumber(cursor);
    case 'symbol':
      cursor.next();
      return symbolOrConstant(token.name, token.text, takeSubscript(cursor), cursor);
    case 'word':
      return parseWord(cursor, token.word);
    case 'mark':
      return parseBracketed(cursor, token.mark);
    case 'function':
      return parseFunction(cursor);
    default:
      return token satisfies never;
  }
}

function parseBracketed(cursor: Cursor, open: string): Expression {
  if (closers[open] !== undefined) {
    cursor.expectMark(open);
    const inner = cursor.outsideBars(() => parseExpression(cursor));
    cursor.expectMark(closers[open]);
    return inner;
  }
  if (open === '|' || open === '\\|') {
    cursor.expectMark(open);
    const inner = cursor.insideBars(() => parseExpression(cursor));
    cursor.expectMark(open);
    return callOf(open === '|' ? 'abs' : 'norm', inner);
  }
  if (open === 'lfloor' || open === 'lceil') {
    cursor.expectMark(open);
    const inner = cursor.outsideBars(() => parseExpression(cursor));
    cursor.expectMark(open === 'lfloor' ? 'rfloor' : 'rceil');
    return callOf(open === 'lfloor' ? 'floor' : 'ceil', inner);
  }
  return notAFormula(`unexpected ${open}`);
}

function parseWord(cursor: Cursor, word: string): Expression {
  switch (word) {
    case 'frac': {
      cursor.next();
      const numerator = parseGroup(cursor);
      return quotientOf(numerator, parseGroup(cursor));
    }
    case 'binom': {
      cursor.next();
      const upper = parseGroup(cursor);
      return callOf('binomial', upper, parseGroup(cursor));
    }
    case 'boxed':
    case 'phantom':
      cursor.next();
      return parseGroup(cursor);
    case 'pi':
      cursor.next();
      return pi;
    case 'infty':
      cursor.next();
      cursor.takeMark('%');
      return infinity;
    default:
      return notAFormula(`unexpected \\${word}`);
  }
}

/** `{expression}`. */
export function parseGroup(cursor: Cursor): Expression {
  cursor.expectMark('{');
  const inner = cursor.outsideBars(() => parseExpression(cursor));
  cursor.expectMark('}');
  return inner;
}

/** The text of a subscript, `_2` or `_{n+1}`; empty when there is none. */
export function takeSubscript(cursor: Cursor): string {
  if (cursor.takeMark('_') === null) return '';
  const textOf = (): string => {
    const token = cursor.next();
    if (token.kind === 'number') return token.text;
    if (token.kind === 'symbol') return token.name;
    if (token.kind === 'mark') return token.mark;
    return token.kind === 'word' ? token.word : token.command;
  };
  if (cursor.takeMark('{') === null) return `_${textOf()}`;
  let text = '';
  for (let depth = 1; ;) {
    if (cursor.isMark('{')) depth++;
    if (cursor.isMark('}') && --depth === 0) break;
    text += textOf();
  }
  cursor.next();
  return text.length === 1 ? `_${text}` : `_{${text}}`;
}

function symbolOrConstant(name: string, isText: boolean, subscript: string, { syntax }: Cursor): Expression {
  if (subscript === '') {
    if (name === 'e' || (syntax.faithful && name === 'E')) return e;
    if (syntax.faithful ? name === 'I' && !isText : name === 'i' && !isText) return i;
    if (syntax.faithful && isText && name.toLowerCase() === 'e') return e;
  }
  const full = `${name}${subscript}`;
  return symbolOf(syntax.faithful ? full.toLowerCase() : full);
}
