import { parseLatex } from '../reading';
import { canonicalForm } from '../numbers/canonical-form';
import type { Expression } from '../numbers/expression';
import { workBudget } from '../numbers/too-large';
import { carefulSyntax, faithfulSyntax } from './syntax';

const form = (latex: string, syntax = faithfulSyntax): string =>
  canonicalForm(parseLatex(latex, syntax) as Expression, workBudget());

it.each([
  ['\\sin 2x', '(\\sin (* 2/1 x))'],
  ['\\sin x\\cos x', '(* (\\cos x) (\\sin x))'],
  ['\\sin(x)y', '(* (\\sin x) y)'],
  ['\\sin^2 x', '(^ (\\sin x) 2/1)'],
  ['\\sin^{-1}(1)', '(\\asin 1/1)'],
  ['\\ln x', '(\\log x \\e)'],
  ['\\log 100', '(\\log 100/1 10/1)'],
  ['\\log_{2}{8}', '(\\log 8/1 2/1)'],
  ['\\exp(1)', '(^ \\e 1/1)'],
  ['\\sqrt{2}', '(^ 2/1 1/2)'],
  ['\\sqrt[3]{x}', '(^ x 1/3)'],
  ['\\gcd(12,18)', '(\\gcd 12/1 18/1)'],
])('reads %s', (latex, expected) => expect(form(latex)).toBe(expected));

it('ends a bare argument at a product sign in the careful way only', () => {
  expect(form('\\ln 2\\cdot\\ln 3')).toBe('(\\log (* (\\log 3/1 \\e) 2/1) \\e)');
  expect(form('\\ln 2\\cdot\\ln 3', carefulSyntax)).toBe('(* (\\log 2/1 \\e) (\\log 3/1 \\e))');
});

it('takes real roots of negative numbers in the careful way', () => {
  expect(form('\\sqrt[3]{-8}', carefulSyntax)).toBe('(\\root -8/1 3/1)');
});
