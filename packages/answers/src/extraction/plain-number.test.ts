import { decimalText, isDigit, numberAt, shorterNumber } from './plain-number';

it.each([
  ['1,234.50 is', '1,234.50', false],
  ['1 234', '1 234', false],
  ['12,34', '12,34', false],
  ['1,2345', '1,234', false],
  ['-7', '-7', false],
  ['.5', '.5', false],
  ['$100', '100', false],
  ['50 percent', '50', true],
  ['50%', '50', true],
  ['3 pct', '3', true],
])('finds the number of %s', (text, digits, percent) => {
  expect(numberAt(text, 0)).toMatchObject({ kind: 'number', digits, percent });
});

it.each(['x4', '+5', '-.75', ''])('finds none in %j', (text) => expect(numberAt(text, 0)).toBeNull());

it.each([
  ['1,234.50', '1234.50'],
  ['1 000', '1000'],
  ['2,5', '2.5'],
  ['0,111', '0.111'],
  ['007', '7'],
  ['-0', '-0'],
  ['.5', '0.5'],
])('writes %s as %s', (digits, expected) => expect(decimalText(digits)).toBe(expected));

it('backs off a digit at a time, as a matcher does', () => {
  const number = numberAt('12.5', 0);
  if (number?.kind !== 'number') throw new Error('no number');
  const shorter = shorterNumber('12.5', number);
  expect(shorter).toMatchObject({ digits: '12' });
  if (shorter?.kind !== 'number') throw new Error('no number');
  expect(shorterNumber('12.5', shorter)).toMatchObject({ digits: '1' });
});

it('takes digits of any script', () =>
  expect([isDigit('٢'), isDigit('²'), isDigit(undefined)]).toEqual([true, false, false]));
