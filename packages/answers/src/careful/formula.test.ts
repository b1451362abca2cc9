import { TooLarge, workBudget } from '../numbers/too-large';
import { isExpression } from '../compare/value';
import { exactOrNull } from '../numbers/same-scalar';
import { asLatex, formulaOf } from './formula';

const read = (source: string) => formulaOf(source, workBudget());
const exact = (source: string) => {
  const value = read(source);
  if (value === null || !isExpression(value)) return null;
  const number = exactOrNull(value, workBudget());
  return number && [number.numerator, number.denominator];
};

it.each<[string, bigint, bigint]>([
  ['½', 1n, 2n],
  ['2 1/2', 5n, 2n],
  ['2³', 8n, 1n],
  ['2**5', 32n, 1n],
  ['1.6x10^3', 1600n, 1n],
  ['0.333…', 1n, 3n],
  ['sqrt(16)', 4n, 1n],
  ['10^-2', 1n, 100n],
  ['\\big(3\\big)', 3n, 1n],
])('%s is %s/%s', (source, numerator, denominator) => {
  expect(exact(source)).toEqual([numerator, denominator]);
});

it('reads intervals with turned brackets', () => {
  expect(read(']0,1[')).toMatchObject({ kind: 'interval', lowOpen: true, highOpen: true });
  expect(asLatex('[0,1[')).toBe('[0,1)');
});

it.each(['two apples', '1\n2', '', '1 + ', '\\unknowncommand'])('%j is no formula', (source) => {
  expect(read(source)).toBeNull();
});

it('does not read what is too long', () => {
  expect(() => read('1+'.repeat(1000))).toThrow(TooLarge);
});
