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

import { sameSet } from './same-set';
import { sameValue } from './same-value';

const same = (a: string, b: string, faithful = false): boolean =>
  sameSet(read(a, faithful), read(b, faithful), how(faithful), (x, y) => sameValue(x, y, how(faithful)));

it.each([
  ['\\{1,2,3\\}', '\\{3,2,1\\}', true],
  ['\\{1,1,2\\}', '\\{1,2\\}', true],
  ['\\{1,2\\}', '\\{1,2,3\\}', false],
  ['(1,2,3)', '1,2,3', true],
  ['(3,1)', '\\{1,3\\}', false],
  ['\\{1,3\\}', '(3,1)', true],
  ['(1,3)', '\\{1,3\\}', true],
  ['(1,2)', '[1,2]', false],
  ['[1,\\frac{3}{2}]', '[1,1.5]', true],
  ['\\{(1,2),(3,4)\\}', '(3,4),(1,2)', true],
  ['[0,1]\\cup[1,2]', '[0,2]', true],
  ['(-\\infty,3)', '(-\\infty,3]', false],
  ['(-\\infty,\\infty)', '\\mathbb{R}', true],
])('%s and %s: %s', (a, b, expected) => expect(same(a, b)).toBe(expected));

it('works intersections out with care only', () => {
  expect([same('(0,3)\\cap(1,5)', '(1,3)'), same('(0,3)\\cap(1,5)', '(1,3)', true)]).toEqual([true, false]);
});
