import { comparisonOf, readLatex } from '../testing/comparison';
import { sameSet } from './same-set';
import { sameValue } from './same-value';

const same = (a: string, b: string, faithful = false): boolean =>
  sameSet(readLatex(a, faithful), readLatex(b, faithful), comparisonOf(faithful), (x, y) =>
    sameValue(x, y, comparisonOf(faithful)),
  );

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
