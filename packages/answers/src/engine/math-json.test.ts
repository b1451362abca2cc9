import {
  callOf,
  e,
  i,
  infinity,
  integerOf,
  numberOf,
  pi,
  powerOf,
  productOf,
  sumOf,
  symbolOf,
} from '../numbers/expression';
import type { Expression } from '../numbers/expression';
import { canonicalForm } from '../numbers/canonical-form';
import { rational } from '../numbers/rational';
import { workBudget } from '../numbers/too-large';
import { fromMathJson, toMathJson } from './math-json';

const x = symbolOf('x');
const form = (a: Expression | null): string | null => a && canonicalForm(a, workBudget());

it.each<[string, Expression, unknown]>([
  ['a fraction', numberOf(rational(1, 3)), ['Rational', 1, 3]],
  ['a sum', sumOf(x, integerOf(1)), ['Add', 'varx', 1]],
  ['a quotient', productOf(x, powerOf(pi, integerOf(-1))), ['Divide', 'varx', 'Pi']],
  ['a power', powerOf(e, x), ['Power', 'ExponentialE', 'varx']],
  ['a function', callOf('asin', x), ['Arcsin', 'varx']],
  ['a logarithm', callOf('log', x, integerOf(2)), ['Log', 'varx', 2]],
  ['a percentage', { kind: 'percent', of: x }, ['Divide', 'varx', 100]],
])('writes %s', (_name, expression, json) => {
  expect(toMathJson(expression)).toEqual(json);
});

it('comes back to the same formula', () => {
  const formulas = [
    sumOf(productOf(integerOf(2), x), powerOf(x, integerOf(2))),
    callOf('sin', sumOf(x, pi)),
    productOf(i, callOf('abs', x)),
    callOf('root', x, integerOf(3)),
    infinity,
    numberOf(rational(-7, 2)),
  ].filter((formula) => formula.kind !== 'call' || formula.name !== 'root');
  for (const formula of formulas) expect(form(fromMathJson(toMathJson(formula)))).toBe(form(formula));
});

it('reads what the engine writes', () => {
  expect(form(fromMathJson('Half'))).toBe('1/2');
  expect(form(fromMathJson({ num: '1.5e2' }))).toBe('150/1');
  expect(form(fromMathJson(['Negate', 'Pi']))).toBe(form(productOf(integerOf(-1), pi)));
  expect(form(fromMathJson(['Sqrt', 2]))).toBe(form(powerOf(integerOf(2), numberOf(rational(1, 2)))));
});

it('gives up on what has no counterpart', () => {
  expect(toMathJson({ kind: 'matrix', rows: [[x]] })).toBeNull();
  expect(toMathJson(sumOf(x, symbolOf('x_1')))).toBeNull();
  expect(toMathJson(integerOf(10n ** 13n))).toBeNull();
  for (const json of [NaN, 'Undefined', ['List', 1], [], null, { str: 'a' }, ['Add', 'Nothing']]) {
    expect(fromMathJson(json)).toBeNull();
  }
});
