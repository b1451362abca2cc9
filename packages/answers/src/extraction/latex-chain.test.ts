import { bareBox, latexChains } from './latex-chain';
import { latexFinder } from './latex-environment';

const chains = (text: string): string[][] =>
  [...latexChains(text, latexFinder(text).formulaAt)].map((candidate) =>
    candidate.kind === 'latex' ? candidate.pieces.map(({ content }) => content) : [],
  );

it('joins formulas by and, or and commas, six at most', () => {
  expect(chains('$1$ and $2$, or $3$. Then $4$')).toEqual([['1', '2'], ['3'], ['4']]);
  expect(chains('$1$,$2$,$3$,$4$,$5$,$6$,$7$')).toEqual([['1', '2', '3', '4', '5', '6'], ['7']]);
});

it('takes a bare box to the last brace', () => {
  expect(bareBox('a \\boxed{1} b} c')).toMatchObject({ start: 2, end: 14 });
  expect(bareBox('no box')).toBeNull();
  expect(bareBox('\\boxed{')).toBeNull();
});
