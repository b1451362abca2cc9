import fc from 'fast-check';
import { otherForm } from './equal-value';
import type { Expression } from './expression';

const number = (digits: string): Expression => ({ kind: 'number', digits });
const fraction = (over: number, under: number): Expression => ({
  kind: 'fraction',
  over: number(String(over)),
  under: number(String(under)),
});

it.each([
  ['0.75', fraction(3, 4)],
  ['2.5', fraction(5, 2)],
  ['0.50', fraction(1, 2)],
  ['12', null],
  ['12.0', null],
  ['0.37', null],
  ['0.33333', null],
])('turns %s into a fraction', (digits, expected) => {
  expect(otherForm(number(digits))).toEqual(expected);
});

it.each([
  [3, 4, '0.75'],
  [1, 3, null],
  [6, 3, null],
  [1, 0, null],
  [7, 8, '0.875'],
])('turns %i/%i into a decimal', (over, under, digits) => {
  expect(otherForm(fraction(over, under))).toEqual(digits === null ? null : number(digits));
});

it('keeps the value', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 4 }), (digits, places) => {
      const text = (digits / 10 ** places).toFixed(places);
      const other = otherForm(number(text));
      if (other?.kind !== 'fraction' || other.over.kind !== 'number' || other.under.kind !== 'number') return;
      expect(Number(other.over.digits) / Number(other.under.digits)).toBe(Number(text));
    }),
  );
});
