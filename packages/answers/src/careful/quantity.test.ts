import { comparisonOf } from '../testing/comparison';
import { workBudget } from '../numbers/too-large';
import { quantitiesOf, sameQuantity } from './quantity';

const read = (source: string) => quantitiesOf(source, workBudget());
const same = (a: string, b: string): boolean =>
  read(a).some((x) => read(b).some((y) => sameQuantity(x, y, comparisonOf(false))));

it.each([
  ['5 cm', '50 mm', true],
  ['5 cm', '5 m', false],
  ['5 cm', '5', true],
  ['5 cm', '5 kg', false],
  ['$12', '12 dollars', true],
  ['$12', '€12', false],
  ['3.5 hours', '210 minutes', true],
  ['36 km/h', '10 m/s', true],
  ['180°', '\\pi', true],
  ['5 apples', '5 pears', false],
  ['5 apples', '5 red apples', true],
  ['1,250', '1250', true],
  ['1{,}250', '1250', true],
  ['2,5', '2.5', true],
  ['12\\text{ cm}^2', '12 cm²', true],
])('%s and %s: %s', (a, b, verdict) => {
  expect([same(a, b), same(b, a)]).toEqual([verdict, verdict]);
});

it('reads no unit into a formula or after an operator', () => {
  expect(read('$3m$').every(({ unit }) => unit === null)).toBe(true);
  expect(read('x + 3').every(({ unit }) => unit === null)).toBe(true);
  expect(read('some words')).toEqual([]);
});
