import type { Comparison } from './comparison';
import { parseLatex } from '../reading';
import { carefulSyntax, faithfulSyntax } from '../latex/syntax';
import { workBudget } from '../numbers/too-large';

const how = (faithful: boolean): Comparison => ({
  faithful,
  rounding: 6,
  setEqualsRelation: !faithful,
  strictNames: true,
  budget: workBudget(),
});
const read = (latex: string, faithful = false) =>
  parseLatex(latex, faithful ? faithfulSyntax : carefulSyntax);

import { solvesTo, withoutApplications } from './solution-set';
import type { Relation } from './value';

const relations = (latex: string): readonly Relation[] => {
  const value = read(latex);
  return value.kind === 'chain' ? value.relations : [value as Relation];
};
const solves = (latex: string, set: string): boolean => solvesTo([relations(latex)], read(set), how(false));

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
    solvesTo([relations('x<0'), relations('x>1')], read('(-\\infty,0)\\cup(1,\\infty)'), how(false)),
  ).toBe(true);
});

it('takes f(x) for an unknown of its own', () => {
  expect(solvesTo([withoutApplications(relations('0<f(x)<1'), how(false))], read('(0,1)'), how(false))).toBe(
    true,
  );
});
