import { parseLatex } from '../reading';
import { carefulSyntax } from '../latex/syntax';
import type { Expression } from './expression';
import { evaluateAtPoints, realValueAt } from './sample-evaluation';
import { workBudget } from './too-large';

const read = (latex: string): Expression => parseLatex(latex, carefulSyntax) as Expression;

it('evaluates where there is a value and leaves out the rest', () => {
  expect(evaluateAtPoints(read('x-x'), ['x'], workBudget()).every(({ re }) => re === 0)).toBe(true);
  expect(evaluateAtPoints(read('\\frac{1}{x-x}'), ['x'], workBudget())).toEqual([]);
});

it('gives real values at one place', () => {
  expect(realValueAt(read('x^2'), 'x', 3, workBudget())).toBe(9);
  expect(realValueAt(read('\\sqrt{x}'), 'x', -1, workBudget())).toBeNull();
});
