import type { Relation } from './value';
import { comparisonOf, readLatex } from '../testing/comparison';
import { solvesTo, withoutApplications } from './solution-set';

const relations = (latex: string): readonly Relation[] => {
  const value = readLatex(latex);
  return value.kind === 'chain' ? value.relations : [value as Relation];
};
const solves = (latex: string, set: string): boolean =>
  solvesTo([relations(latex)], readLatex(set), comparisonOf(false));

it.each([
  ['0<x<1', '(0,1)', true],
  ['0<x\\le 1', '(0,1)', false],
  ['x\\ge 2', '[2,\\infty)', true],
  ['x\\ge 2', '[3,\\infty)', false],
  ['1\\le|z|\\le\\frac{3}{2}', '[-\\frac{3}{2},-1]\\cup[1,\\frac{3}{2}]', true],
  ['1\\le|z|\\le\\frac{3}{2}', '[1,\\frac{3}{2}]', false],
  ['x^2<4', '(-2,2)', true],
  ['x\\ne 0', '(-\\infty,0)\\cup(0,\\infty)', true],
  ['x<y', '(0,1)', false],
])('%s and %s: %s', (latex, set, expected) => expect(solves(latex, set)).toBe(expected));

it('joins alternatives', () => {
  expect(
    solvesTo(
      [relations('x<0'), relations('x>1')],
      readLatex('(-\\infty,0)\\cup(1,\\infty)'),
      comparisonOf(false),
    ),
  ).toBe(true);
});

it('takes f(x) for an unknown of its own', () => {
  expect(
    solvesTo(
      [withoutApplications(relations('0<f(x)<1'), comparisonOf(false))],
      readLatex('(0,1)'),
      comparisonOf(false),
    ),
  ).toBe(true);
});
