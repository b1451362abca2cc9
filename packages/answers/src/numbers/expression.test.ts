import {
  integerOf,
  negated,
  numberOf,
  pi,
  productOf,
  quotientOf,
  someExpression,
  sumOf,
  symbolOf,
  symbolsOf,
} from './expression';
import { rational } from './rational';

const x = symbolOf('x');

it('flattens sums and products', () => {
  expect(sumOf(x, sumOf(pi, x))).toEqual({ kind: 'sum', terms: [x, pi, x] });
  expect(productOf(x)).toBe(x);
});

it('makes a quotient of whole numbers one exact number', () => {
  expect(quotientOf(integerOf(6), integerOf(4))).toEqual(numberOf(rational(3, 2)));
  expect(quotientOf(integerOf(1), integerOf(0)).kind).toBe('product');
});

it('negates a number in place and everything else by a factor', () => {
  expect(negated(integerOf(3))).toEqual(integerOf(-3));
  expect(negated(x)).toEqual(productOf(integerOf(-1), x));
});

it('lists symbols and finds parts', () => {
  expect([...symbolsOf(sumOf(x, productOf(pi, symbolOf('y'))))]).toEqual(['x', 'y']);
  expect(someExpression(sumOf(x, pi), (part) => part.kind === 'constant')).toBe(true);
});
