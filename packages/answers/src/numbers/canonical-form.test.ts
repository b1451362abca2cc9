import { parseLatex } from '../reading';
import { carefulSyntax } from '../latex/syntax';
import { canonicalForm } from './canonical-form';
import type { Expression } from './expression';
import { workBudget } from './too-large';

const form = (latex: string): string =>
  canonicalForm(parseLatex(latex, carefulSyntax) as Expression, workBudget());

it.each([
  ['a+b', 'b+a'],
  ['xy', 'yx'],
  ['2.50', '2.5'],
  ['\\frac{2}{4}', '\\frac{1}{2}'],
  ['f(x)+\\sum_{k=1}^{n} k', '\\sum_{k=1}^{n} k+f(x)'],
])('gives %s and %s one form', (a, b) => expect(form(a)).toBe(form(b)));

it.each([
  ['a-b', 'b-a'],
  ['x^2', '2^x'],
  ['f(x)', 'g(x)'],
  ['\\sin x', '\\cos x'],
  ['\\int_0^1 x dx', '\\int_0^2 x dx'],
])('tells %s from %s', (a, b) => expect(form(a)).not.toBe(form(b)));
