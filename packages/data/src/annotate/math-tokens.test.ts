import { mathTokens } from './math-tokens';

const means = (line: string): string[] => mathTokens(line).map((token) => token.means);

it.each([
  ['3 × 4 ÷ 2 − 1', ['3', '*', '4', '/', '2', '-', '1']],
  ['\\frac{1}{2} \\cdot 4', ['frac', '{', '1', '}', '{', '2', '}', '*', '4']],
  ['1,250.50 and 1,25', ['1250.50', 'and', '1', ',', '25']],
  ['.5', ['0.5']],
  ['x² = 9', ['x', '^', '2', '=', '9']],
  ['60^\\circ or 60^{\\circ}', ['60', '°', 'or', '60', '°']],
  ['3 x 4', ['3', '*', '4']],
  ['3x', ['3', 'x']],
  ['x_1 y_{12}', ['x_1', 'y_{12}']],
  ['divided by', ['/']],
  ['divided byte', ['divided', 'byte']],
  ['25% of 80', ['25', '%', '*', '80']],
  ['y-intercept a-b', ['y-intercept', 'a', '-', 'b']],
  ['60 km/h', ['60', 'km/h']],
  ['∠A', ['angle', 'A']],
  ['\\left( \\text{cm} \\right)', ['(', '{', 'cm', '}', ')']],
  ['**bold** $5$', ['bold', '5']],
])('reads %s', (line, expected) => {
  expect(means(line)).toEqual(expected);
});

it('knows where everything stands', () => {
  const line = 'So $3 \\times 4 = 12$.';
  for (const { text, start, end } of mathTokens(line)) expect(line.slice(start, end)).toBe(text);
});
