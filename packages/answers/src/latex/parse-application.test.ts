import { parseLatex } from '../reading';
import { canonicalForm } from '../numbers/canonical-form';
import type { Expression } from '../numbers/expression';
import { workBudget } from '../numbers/too-large';
import { carefulSyntax, faithfulSyntax } from './syntax';

const form = (latex: string, syntax = faithfulSyntax): string =>
  canonicalForm(parseLatex(latex, syntax) as Expression, workBudget());

it.each([
  ['f(x)', '(f: x)'],
  ['f(2)', '(f: 2/1)'],
  ['f(a,b)', '(f: a b)'],
  ['f_{1}^{2}(x)', '(f_1^2/1: x)'],
  ['n(n+1)', '(* (+ 1/1 n) n)'],
  ['f(-2)', '(* -2/1 f)'],
])('reads %s as the reference does', (latex, expected) => expect(form(latex)).toBe(expected));

it('applies only letters of functions in the careful way', () => {
  expect(form('f(x+1)', carefulSyntax)).toBe('(f: (+ 1/1 x))');
  expect(form('x(2)', carefulSyntax)).toBe('(* 2/1 x)');
});
