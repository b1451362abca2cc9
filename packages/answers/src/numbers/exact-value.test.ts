import { parseLatex } from '../reading';
import { carefulSyntax } from '../latex/syntax';
import { exactValue } from './exact-value';
import type { Expression } from './expression';
import { rational } from './rational';
import { TooLarge, workBudget } from './too-large';

const exact = (latex: string) => exactValue(parseLatex(latex, carefulSyntax) as Expression, workBudget());

it.each<[string, number, number]>([
  ['\\frac{1}{2}+\\frac{1}{3}', 5, 6],
  ['2^{-3}', 1, 8],
  ['8^{2/3}', 4, 1],
  ['\\sqrt{\\frac{4}{9}}', 2, 3],
  ['\\sqrt[3]{-27}', -3, 1],
  ['12.5%', 1, 8],
  ['5!', 120, 1],
  ['\\binom{6}{2}', 15, 1],
  ['|-3|', 3, 1],
  ['\\lfloor 2.7 \\rfloor', 2, 1],
  ['\\lceil 2.1 \\rceil', 3, 1],
  ['\\gcd(12,18)', 6, 1],
  ['\\max(1,3,2)', 3, 1],
  ['\\sum_{k=1}^{100} k', 5050, 1],
  ['0.\\overline{3}', 1, 3],
])('%s is %i/%i', (latex, n, d) => expect(exact(latex)).toEqual(rational(n, d)));

it('is null where no rational number comes out', () => {
  for (const latex of ['\\sqrt{2}', '\\pi', 'x', '0^0-0^{-1}']) expect(exact(latex)).toBeNull();
});

it('gives up on what is too large before it is computed', () => {
  for (const latex of ['9^{9^{9^9}}', '100000!', '\\binom{100000}{50000}', '\\sum_{k=1}^{999999} k']) {
    expect(() => exact(latex)).toThrow(TooLarge);
  }
});
