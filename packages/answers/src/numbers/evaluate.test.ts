import { parseLatex } from '../reading';
import { carefulSyntax } from '../latex/syntax';
import { complexOver } from './complex';
import { evaluate } from './evaluate';
import type { Expression } from './expression';
import { NoValue } from './no-value';
import { doubles } from './real-field';
import { TooLarge, workBudget } from './too-large';

const complex = complexOver(doubles);
const valueOf = (latex: string, bindings: Record<string, number> = {}, operations = 10_000): number => {
  const bound = new Map(Object.entries(bindings).map(([name, value]) => [name, complex.real(value)]));
  const value = parseLatex(latex, carefulSyntax) as Expression;
  return evaluate(value, { complex, bindings: bound, budget: workBudget(operations) }).re;
};

it.each([
  ['2+3\\cdot 4^2', 50],
  ['\\frac{1}{2}-\\pi', 0.5 - Math.PI],
  ['e^2', Math.E ** 2],
  ['50%', 0.5],
  ['\\sum_{k=1}^{4} k^2', 30],
  ['\\prod_{k=1}^{5} k', 120],
])('gives the value of %s', (latex, value) => expect(valueOf(latex)).toBeCloseTo(value, 12));

it('puts values in for symbols', () => expect(valueOf('x^2+y', { x: 3, y: 1 })).toBe(10));

it('gives a function nobody knows the same value for the same argument', () => {
  expect(valueOf('f(2)')).toBe(valueOf('f(1+1)'));
  expect(valueOf('f(2)')).not.toBe(valueOf('f(3)'));
});

it('has no value for a free symbol, a pole, infinity or an integral', () => {
  for (const latex of ['x', '\\frac{1}{0}', '\\infty', '\\int_0^1 x dx']) {
    expect(() => valueOf(latex)).toThrow(NoValue);
  }
});

it('stops when the budget is spent', () => {
  expect(() => valueOf('1+2+3+4+5', {}, 3)).toThrow(TooLarge);
  expect(() => valueOf('\\sum_{k=1}^{999999} k')).toThrow(TooLarge);
});
