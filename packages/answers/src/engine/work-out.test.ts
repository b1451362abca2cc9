import { readLatex } from '../testing/comparison';
import { exactOrNull } from '../numbers/same-scalar';
import type { Expression } from '../numbers/expression';
import { workBudget } from '../numbers/too-large';
import { workedOut } from './work-out';

const exact = (latex: string) => {
  const number = exactOrNull(workedOut(readLatex(latex)) as Expression, workBudget());
  return number && [number.numerator, number.denominator];
};

// By hand: [x^2 / 2], [x^3 / 3], sin x / x at 0, the geometric series.
it.each<[string, bigint, bigint]>([
  ['\\int_0^1 x dx', 1n, 2n],
  ['\\int_0^3 x^2 dx', 9n, 1n],
  ['\\lim_{x\\to 0} \\frac{\\sin x}{x}', 1n, 1n],
  ['1+\\int_0^1 x dx', 3n, 2n],
])('%s is %s/%s', (latex, numerator, denominator) => {
  expect(exact(latex)).toEqual([numerator, denominator]);
});

it('reaches into sets and relations', () => {
  expect(workedOut(readLatex('y=\\int_0^1 2x dx'))).toMatchObject({ right: { value: { numerator: 1n } } });
  expect(workedOut(readLatex('\\{\\int_0^1 2x dx, 5\\}'))).toMatchObject({
    items: [{ value: { numerator: 1n } }, { value: { numerator: 5n } }],
  });
});

it('leaves alone what needs no work, and what it cannot do', () => {
  const plain = readLatex('x^2+1');
  expect(workedOut(plain)).toBe(plain);
  const indefinite = readLatex('\\int x dx');
  expect(workedOut(indefinite)).toBe(indefinite);
});

it('stops an integral that would run for minutes', () => {
  const latex = '\\int_0^1 \\frac{1}{(x^9+x^8+x^7+x^6+x^5+x^4+x^3+x^2+x+7)^{9}} dx';
  const started = performance.now();
  expect(workedOut(readLatex(latex))).toMatchObject({ kind: 'integral' });
  expect(performance.now() - started).toBeLessThan(20_000);
});
