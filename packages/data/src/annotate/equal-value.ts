import type { Expression } from './expression';

/** Rarer fractions are not how people write a decimal. */
const largestUnder = 20;
const mostDecimals = 4;

/**
 * The other form of a fraction or a decimal of the same value: 0.75 and 3/4. Null where there is none that people use:
 * whole numbers, decimals without an end, denominators above 20, more than four decimals.
 */
export function otherForm(expression: Expression): Expression | null {
  if (expression.kind === 'number') return fractionOf(expression.digits);
  if (expression.kind !== 'fraction') return null;
  const { over, under } = expression;
  if (over.kind !== 'number' || under.kind !== 'number') return null;
  return decimalOf(over.digits, under.digits);
}

function fractionOf(digits: string): Expression | null {
  const [whole = '', decimals = ''] = digits.split('.');
  const significant = decimals.replace(/0+$/, '');
  if (significant === '' || significant.length > mostDecimals || whole.length > 6) return null;
  const scale = 10 ** significant.length;
  const top = Number(`${whole}${significant}`);
  const divisor = greatestCommonDivisor(top, scale);
  if (scale / divisor > largestUnder) return null;
  return { kind: 'fraction', over: numberOf(top / divisor), under: numberOf(scale / divisor) };
}

function decimalOf(over: string, under: string): Expression | null {
  if (!/^\d{1,6}$/.test(over) || !/^\d{1,4}$/.test(under) || Number(under) === 0) return null;
  const scaled = (Number(over) * 10 ** mostDecimals) / Number(under);
  if (!Number.isInteger(scaled) || Number(over) % Number(under) === 0) return null;
  return { kind: 'number', digits: String(Number(over) / Number(under)) };
}

const numberOf = (value: number): Expression => ({ kind: 'number', digits: String(value) });

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
