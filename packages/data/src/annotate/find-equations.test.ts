import { findEquations } from './find-equations';
import { mathTokens } from './math-tokens';

const firsts = (line: string): (string | undefined)[] =>
  findEquations(line, mathTokens(line)).map(({ alternatives }) => alternatives[0]);

it.each([
  ['x = 3 + 4 = 7', ['3 + 4 = 7', 'x = 3 + 4 = 7']],
  ['A = lw = 3 * 4', ['lw = 3 * 4', 'A = lw = 3 * 4']],
  ['5 = 5', []],
  ['answer = 5', []],
  ['2 + 2 = 5', []],
])('finds the equations of %s', (line, expected) => {
  expect(firsts(line)).toEqual(expect.arrayContaining(expected));
  if (expected.length === 0) expect(firsts(line)).toEqual([]);
});
