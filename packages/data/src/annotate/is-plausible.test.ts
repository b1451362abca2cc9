import { isPlausible } from './is-plausible';
import { mathTokens } from './math-tokens';
import { findChains } from './parse-chain';

it.each([
  ['3 + 4 = 7', true],
  ['3 + 4 = 8', false],
  ['22 / 7 = 3.14', true],
  ['x + 4 = 7', true],
  ['1 hour = 60 minutes', true],
  ['3 cm + 4 cm = 8 cm', false],
  ['0.25 * 100 = 25%', true],
  ['3 < 4', true],
  ['4 < 3', false],
  ['4 ≠ 3', true],
  ['4 ≠ 4', false],
  ['4 ≥ 4', true],
])('%s: %p', (line, expected) => {
  const { sides, relations } = findChains(mathTokens(line))[0]!;
  expect(isPlausible({ left: sides[0]!.of, relation: relations[0]!, right: sides[1]!.of })).toBe(expected);
});
