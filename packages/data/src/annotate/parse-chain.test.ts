import { mathTokens } from './math-tokens';
import { notations } from './notations';
import { findChains, sideAt } from './parse-chain';
import { writeExpression } from './write-expression';

/** Chains with their sides written in one notation, so that brackets and order can be seen. */
const chains = (line: string): string[] =>
  findChains(mathTokens(line)).map(({ sides, relations }) =>
    sides
      .map(({ of }, i) => `${i === 0 ? '' : ` ${relations[i - 1]} `}${writeExpression(of, notations[0]!)}`)
      .join(''),
  );

it.each([
  ['3 + 4 = 7', ['3 + 4 = 7']],
  ['a = b = c', ['a = b = c']],
  ['So 2x = 8, hence x = 4.', ['2x = 8', 'x = 4']],
  ['-3 + 5 = 2', ['-3 + 5 = 2']],
  ['2(x + 1)^2 = 8', ['2(x + 1)^2 = 8']],
  ['\\frac{a + b}{2} < 7', ['(a + b)/2 < 7']],
  ['sin 30° = 0.5', ['sin 30° = 0.5']],
  ['angle B = angle C', ['angle B = angle C']],
  ['area of the square = 9', ['area of the square = 9']],
  ['5 is less than 7', []],
  ['= 7', []],
  ['3 + = 7', []],
  ['(3 + 4 = 7', []],
  ['3 + 4) = 7', []],
  ['f[x] = 7', []],
  ['5 less than x = 3', []],
  ['x = 3 +', []],
  ['x = |3|', []],
  ['\\frac{1}{2 = 3', []],
])('reads %s', (line, expected) => {
  expect(chains(line)).toEqual(expected);
});

it('reads a side on its own, when it is whole', () => {
  expect(sideAt(mathTokens('1/4 of it'), 0)).toMatchObject({ start: 0, end: 3 });
  expect(sideAt(mathTokens('1/4 + '), 0)).toBeNull();
  expect(sideAt([], 0)).toBeNull();
});
