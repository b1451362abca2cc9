import type { Comparison } from './comparison';
import { comparisonOf, readLatex } from '../testing/comparison';
import { sameValue } from './same-value';

const same = (gold: string, target: string, faithful = true, over: Partial<Comparison> = {}): boolean =>
  sameValue(readLatex(gold, faithful), readLatex(target, faithful), { ...comparisonOf(faithful), ...over });

// specs/rewards.md 5.3 rules 2 and 3.
it.each([
  ['x=3', '3', true],
  ['3', 'x=3', true],
  ['x=3', 'y=3', false],
  ['2x+z=1', '1', false],
  ['1', '2x+z=1', true],
  ['0<x<1', '(0,1)', true],
  ['(0,1)', '0<x<1', false],
  ['x=2,x=3', '2,3', true],
  ['x=\\pm 2', '\\pm 2', true],
  ['\\{0\\}', '0', true],
  ['z=1+1=2', 'z=3+3=2', true],
])('reference %s, target %s: %s', (gold, target, expected) => expect(same(gold, target)).toBe(expected));

it('lets a set equal a relation in both directions with care', () =>
  expect(same('(0,1)', '0<x<1', false)).toBe(true));

it('takes a column beside a pair for a pair with care', () => {
  const column = '\\begin{pmatrix}1\\\\2\\end{pmatrix}';
  expect([same(column, '(1,2)', false), same(column, '(1,2)')]).toEqual([true, false]);
});

it('tells names of one letter by case with care only', () => {
  expect([same('x', 'X'), same('x', 'X', false)]).toEqual([true, false]);
});

it('renames symbols when told so', () => {
  expect([same('f(x)', 'f(y)'), same('f(x)', 'f(y)', true, { strictNames: false })]).toEqual([false, true]);
});
