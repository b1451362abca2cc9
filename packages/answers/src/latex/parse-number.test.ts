import { parseLatex } from '../reading';
import { carefulSyntax, faithfulSyntax } from './syntax';

const read = (latex: string, syntax = carefulSyntax) => parseLatex(latex, syntax);

it.each<[string, bigint, bigint]>([
  ['12', 12n, 1n],
  ['12.50', 25n, 2n],
  ['2.5E4', 25000n, 1n],
  ['0.\\overline{3}', 1n, 3n],
  ['0.1\\overline{6}', 1n, 6n],
  ['101_2', 5n, 1n],
  ['77_{8}', 63n, 1n],
])('reads %s by value', (latex, numerator, denominator) => {
  expect(read(latex)).toMatchObject({ kind: 'number', value: { numerator, denominator } });
});

it('remembers which numbers were written with a point', () => {
  expect(read('2.0')).toMatchObject({ decimal: true });
  expect(read('2')).toMatchObject({ decimal: false });
});

it('reads a percentage as one', () => expect(read('25\\%')).toMatchObject({ kind: 'percent' }));

it('takes a subscript for nothing where the reference does, and where the digits do not fit', () => {
  expect(read('101_2', faithfulSyntax)).toMatchObject({ value: { numerator: 101n } });
  expect(read('98_8')).toMatchObject({ value: { numerator: 98n } });
});
