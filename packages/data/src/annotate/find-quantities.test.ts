import { findQuantities } from './find-quantities';
import { mathTokens } from './math-tokens';

const firsts = (line: string): (string | undefined)[] =>
  findQuantities(line, mathTokens(line)).map(({ alternatives }) => alternatives[0]);

it.each([
  ['The height is 3 m and it has 4 legs.', ['height is 3 m', '4 legs']],
  ['The sum is 3 + 4.', ['sum is 3 + 4']],
  ['The digits are 3 and 8.', ['digits are 3 and 8']],
  ['It is 5.', []],
  ['The answer is 5.', []],
  ['The value is 2x.', ['value is 2x']],
  ['There are many apples.', []],
  ['The bar for 3 is 5.', []],
])('finds the quantities of %s', (line, expected) => {
  expect(firsts(line)).toEqual(expected);
});
