import { parseLatex } from '../reading';
import { carefulSyntax } from '../latex/syntax';
import type { Expression } from './expression';
import { order, sameScalar } from './same-scalar';
import { workBudget } from './too-large';

const read = (latex: string): Expression => parseLatex(latex, carefulSyntax) as Expression;
const same = (a: string, b: string): boolean => sameScalar(read(a), read(b), workBudget());

it.each([
  ['\\sqrt{12}+\\sqrt{27}', '5\\sqrt{3}'],
  ['\\sqrt{3+2\\sqrt{2}}', '1+\\sqrt{2}'],
  ['\\sin^2 x+\\cos^2 x', '1'],
  ['\\ln 6', '\\ln 2+\\ln 3'],
  ['(x+1)^2', 'x^2+2x+1'],
  ['\\frac{x^2-1}{x-1}', 'x+1'],
  ['\\sqrt{x^2}', '|x|'],
  ['e^{i\\pi}', '-1'],
  ['n!', 'n\\cdot(n-1)!'],
])('%s is %s', (a, b) => expect(same(a, b)).toBe(true));

it.each([
  ['\\sqrt{5}+\\sqrt{3}', '\\sqrt{8}'],
  ['\\sqrt{x^2}', 'x'],
  ['\\sqrt{a}\\sqrt{b}', '\\sqrt{ab}'],
  ['2^{50}', '2^{50}+1'],
  ['\\sqrt{2}+10^{-20}', '\\sqrt{2}'],
  ['\\frac{355}{113}', '\\pi'],
  ['\\infty', '-\\infty'],
  ['9^{9^{9^9}}', '9^{9^{9^8}}'],
])('%s is not %s', (a, b) => expect(same(a, b)).toBe(false));

it('orders numbers, also infinite and irrational ones', () => {
  const orderOf = (a: string, b: string) => order(read(a), read(b), workBudget());
  expect(orderOf('\\sqrt{2}', '\\frac{3}{2}')).toBe(-1);
  expect(orderOf('\\infty', '-\\infty')).toBe(1);
  expect(orderOf('\\sqrt{4}', '2')).toBe(0);
  expect(orderOf('x', '2')).toBeNull();
});
