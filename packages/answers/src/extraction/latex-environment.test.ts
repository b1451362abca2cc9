import { latexFinder } from './latex-environment';

const contentAt = (text: string, at = 0): string | null =>
  latexFinder(text).formulaAt(at)?.piece.content ?? null;

it.each([
  ['$5$', '5'],
  ['$$\n5\n$$', '\n5\n'],
  ['\\[ 5 \\]', ' 5 '],
  ['\\(5\\)', '5'],
  [' [5] ', '5'],
  ['\\frac{1}{2}', '\\frac{1}{2}'],
  ['$ \\frac{1}{2} \\$ = 1 $', ' \\frac{1}{2} \\$ = 1 '],
])('finds %j', (text, content) => expect(contentAt(text)).toBe(content));

it.each(['$ \n 9 \n $', '\\( \n 9 \\)', '$$', '\\$5$', '\\sqrt{2}', '[5]'])(
  'finds nothing at the start of %j',
  (text) => {
    expect(contentAt(text)).toBeNull();
  },
);

it('does not open behind a digit', () => expect(contentAt('5$ and 6$', 1)).toBeNull());

it('takes the percent sign or word behind it', () => {
  expect(latexFinder('$28$ percent').formulaAt(0)).toMatchObject({ piece: { percent: true }, end: 12 });
  expect(latexFinder('$28$ %').formulaAt(0)).toMatchObject({ piece: { percent: true } });
});

it('tells which formulas hold a box', () => {
  const finder = latexFinder('$x$ $\\boxed{5}$');
  expect([finder.boxedFormulaAt(0), finder.boxedFormulaAt(4)?.piece.content]).toEqual([null, '\\boxed{5}']);
});
