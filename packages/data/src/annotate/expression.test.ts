import type { Expression } from './expression';
import { hasOperation, isNumeric, partsOf, someInside } from './expression';

const three: Expression = { kind: 'number', digits: '3' };
const x: Expression = { kind: 'name', name: 'x' };
const sum: Expression = {
  kind: 'sum',
  terms: [
    { sign: '+', of: three },
    { sign: '-', of: x },
  ],
};

it('looks into every part', () => {
  expect(partsOf(sum)).toEqual([three, x]);
  expect(partsOf({ kind: 'fraction', over: sum, under: x })).toEqual([sum, x]);
  expect(someInside({ kind: 'root', of: { kind: 'brackets', of: sum } }, (part) => part === x)).toBe(true);
});

it('tells numbers from names, and work from values', () => {
  expect([isNumeric(three), isNumeric(sum)]).toEqual([true, false]);
  expect([hasOperation(three), hasOperation(sum), hasOperation({ kind: 'negative', of: three })]).toEqual([
    false,
    true,
    false,
  ]);
});
