import { evaluate } from './evaluate';
import { mathTokens } from './math-tokens';
import { sideAt } from './parse-chain';

it.each([
  ['1 + 2 * 3', 7],
  ['10 - 2 - 3', 5],
  ['(1 + 2) * 3', 9],
  ['2 * 6 / 4', 3],
  ['2^3', 8],
  ['\\sqrt{16} + 1', 5],
  ['25% * 80', 20],
  ['-3 + 5', 2],
  ['2(3 + 4)', 14],
  ['2\\frac{1}{2}', 2.5],
  ['12 cm', 12],
  ['1 / 0', null],
  ['2x', null],
])('works out %s', (text, value) => {
  const tokens = mathTokens(text);
  expect(evaluate(sideAt(tokens, 0)!.of)).toBe(value);
});
