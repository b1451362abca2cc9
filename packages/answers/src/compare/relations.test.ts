import type { Relation, Value } from './value';
import { comparisonOf, readLatex } from '../testing/comparison';
import { holds, isAssignment, isEquation, lastSide, sameChain, sameRelation, shortened } from './relations';
import { sameValue } from './same-value';

const related = (a: string, b: string, faithful = false): boolean =>
  sameRelation(
    readLatex(a) as Relation,
    readLatex(b) as Relation,
    comparisonOf(faithful),
    (x: Value, y: Value) => sameValue(x, y, comparisonOf(faithful)),
  );

it('knows equations and assignments', () => {
  expect(
    ['x=3', 'x>3', '2x+z=1', 'x\\in[1,2]'].map((latex) => [
      isEquation(readLatex(latex)),
      isAssignment(readLatex(latex)),
    ]),
  ).toEqual([
    [true, true],
    [false, false],
    [true, false],
    [true, true],
  ]);
});

it('shortens a chain that names something to its ends', () => {
  expect(shortened(readLatex('k=1+1=2'))).toMatchObject({
    kind: 'relation',
    right: { value: { numerator: 2n } },
  });
  expect(lastSide(readLatex('a=b=7'))).toMatchObject({ value: { numerator: 7n } });
});

it.each([
  ['x>3', '3<x', true],
  ['-x>-1', 'x<1', true],
  ['x>3', 'x\\ge 3', false],
  ['2x+4y=6', 'x+2y=3', true],
  ['y=2x+1', '2x-y+1=0', true],
  ['x=3', 'y=3', false],
  ['x\\ne 2', '2\\ne x', true],
])('%s and %s: %s', (a, b, expected) => expect(related(a, b)).toBe(expected));

it('scales inequalities with care only', () => {
  expect([related('2x>6', 'x>3'), related('2x>6', 'x>3', true), related('-2x>6', 'x>-3')]).toEqual([
    true,
    false,
    false,
  ]);
});

it('reads a chain from the other end with care only', () => {
  const chain = (latex: string): readonly Relation[] => {
    const value = readLatex(latex);
    return value.kind === 'chain' ? value.relations : [];
  };
  const compare = (faithful: boolean): boolean =>
    sameChain(chain('1\\le x\\le 2'), chain('2\\ge x\\ge 1'), comparisonOf(faithful), (x, y) =>
      sameValue(x, y, comparisonOf(faithful)),
    );
  expect([compare(false), compare(true)]).toEqual([true, false]);
});

it('says whether a relation of numbers holds', () => {
  const [one, root] = [readLatex('1'), readLatex('\\sqrt{2}')];
  expect(holds('<', one as never, root as never, comparisonOf(false))).toBe(true);
  expect(holds('=', one as never, readLatex('x') as never, comparisonOf(false))).toBeNull();
});
