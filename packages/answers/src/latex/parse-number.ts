import { numberOf } from '../numbers/expression';
import type { Expression } from '../numbers/expression';
import { passCost } from '../numbers/exact-cost';
import { add, divide, parseDecimal, rational } from '../numbers/rational';
import { takeSubscript } from './parse-expression';
import type { Cursor } from './cursor';
import { notAFormula } from './syntax';

/** A number: digits with a point and an exponent, a percentage, a repeating decimal, or digits in a base. */
export function parseNumber(cursor: Cursor): Expression {
  const token = cursor.next();
  if (token.kind !== 'number') return notAFormula('expected a number');
  const { text, percent } = token;
  const following = cursor.peek();
  if (following?.kind === 'word' && following.word.startsWith('repeating ') && text.includes('.')) {
    cursor.next();
    return numberOf(repeatingDecimal(text, following.word.slice('repeating '.length)));
  }
  const value = parseDecimal(text);
  cursor.spend(passCost(value));
  const isDecimal = text.includes('.') || /[eE]/.test(text);
  if (percent) return { kind: 'percent', of: numberOf(value, isDecimal) };
  const subscript = takeSubscript(cursor);
  const base = cursor.syntax.faithful ? null : baseOf(text, subscript);
  if (base !== null) return numberOf(rational(digitsInBase(text, base)));
  return numberOf(value, isDecimal);
}

/** 0.1 and 6 is 0.1666…: the digits after the written ones repeat for ever. */
function repeatingDecimal(written: string, period: string): ReturnType<typeof parseDecimal> {
  const places = written.length - written.indexOf('.') - 1;
  const nines = rational(10n ** BigInt(period.length) - 1n);
  const tail = divide(rational(BigInt(period)), nines);
  return add(parseDecimal(written), divide(tail, rational(10n ** BigInt(places))));
}

/** The base that a subscript such as `_2` or `_{16}` names, when the digits can be read in it; null otherwise. */
function baseOf(text: string, subscript: string): number | null {
  const match = /^_\{?(\d{1,2})\}?$/.exec(subscript);
  const base = match === null ? 0 : Number(match[1]);
  if (base < 2 || base > 16 || !/^\d+$/.test(text)) return null;
  return [...text].every((digit) => Number(digit) < base) ? base : null;
}

function digitsInBase(text: string, base: number): bigint {
  let value = 0n;
  for (const digit of text) value = value * BigInt(base) + BigInt(digit);
  return value;
}
