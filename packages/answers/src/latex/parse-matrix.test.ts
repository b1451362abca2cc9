import { parseLatex } from '../reading';
import { TooLarge } from '../numbers/too-large';
import { NotAFormula, faithfulSyntax } from './syntax';

const read = (latex: string) => parseLatex(latex, faithfulSyntax);

it('reads rows and columns', () => {
  const matrix = read('\\begin{pmatrix}1&2\\\\3&4\\\\\\end{pmatrix}');
  expect(matrix.kind === 'matrix' && matrix.rows.map((row) => row.length)).toEqual([2, 2]);
});

it('takes vertical bars for a determinant', () => {
  expect(read('\\begin{vmatrix}1&2\\\\3&4\\end{vmatrix}')).toMatchObject({ kind: 'call', name: 'det' });
});

it('refuses ragged and endless ones', () => {
  expect(() => read('\\begin{pmatrix}1&2\\\\3\\end{pmatrix}')).toThrow(NotAFormula);
  expect(() => read('\\begin{pmatrix}1&2')).toThrow(NotAFormula);
  expect(() => read(`\\begin{pmatrix}${'1&'.repeat(400)}1\\end{pmatrix}`)).toThrow(TooLarge);
});
