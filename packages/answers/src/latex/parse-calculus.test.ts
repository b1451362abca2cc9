import { parseLatex } from '../reading';
import { NotAFormula, faithfulSyntax } from './syntax';

const read = (latex: string) => parseLatex(latex, faithfulSyntax);

it('reads sums and products over a range', () => {
  expect(read('\\sum_{k=1}^{n} k')).toMatchObject({ kind: 'series', operation: 'sum', variable: 'k' });
  expect(read('\\prod^{5}_{i=2} i')).toMatchObject({ kind: 'series', operation: 'product', variable: 'i' });
});

it('reads integrals and finds their variable', () => {
  expect(read('\\int_0^1 x^2 dx')).toMatchObject({ kind: 'integral', variable: 'x' });
  expect(read('\\int \\frac{dt}{t}')).toMatchObject({
    kind: 'integral',
    variable: 't',
    from: null,
    to: null,
  });
  expect(read('\\int_0^1 x + 1 dx')).toMatchObject({ variable: 'x', body: { kind: 'sum' } });
});

it('reads limits, with a side or without', () => {
  expect(read('\\lim_{x\\to 0}\\frac{\\sin x}{x}')).toMatchObject({ kind: 'limit', variable: 'x' });
  expect(read('\\lim_{x\\to 0^{+}} x')).toMatchObject({ kind: 'limit' });
});

it.each(['\\sum k', '\\int_0^1 x', '\\lim x'])('does not read %s', (latex) => {
  expect(() => read(latex)).toThrow(NotAFormula);
});
