import type { Expression } from '../numbers/expression';
import { TooLarge } from '../numbers/too-large';
import { canonicalForm } from '../numbers/canonical-form';
import { exactValue } from '../numbers/exact-value';
import { workBudget } from '../numbers/too-large';
import { holdsMatrix, matrixOf, withDeterminants } from './matrix';
import { readLatex } from '../testing/comparison';

const cells = (latex: string): (string | undefined)[][] | undefined =>
  matrixOf(readLatex(latex, true) as Expression, workBudget())?.map((row) =>
    row.map((cell) => {
      const exact = exactValue(cell, workBudget());
      return exact === null ? canonicalForm(cell, workBudget()) : `${exact.numerator}`;
    }),
  );
const a = '\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}';
const b = '\\begin{pmatrix}5&6\\\\7&8\\end{pmatrix}';

it('adds, multiplies, scales, squares and transposes', () => {
  expect(cells(`${a}+${b}`)).toEqual([
    ['6', '8'],
    ['10', '12'],
  ]);
  expect(cells(`${a}${b}`)).toEqual([
    ['19', '22'],
    ['43', '50'],
  ]);
  expect(cells(`2${a}`)).toEqual([
    ['2', '4'],
    ['6', '8'],
  ]);
  expect(cells(`${a}^2`)).toEqual([
    ['7', '10'],
    ['15', '22'],
  ]);
  expect(cells(`${a}^T`)).toEqual([
    ['1', '3'],
    ['2', '4'],
  ]);
});

it('has none where shapes do not fit, or where there is no matrix', () => {
  expect(cells(`${a}\\begin{pmatrix}1&2&3\\end{pmatrix}`)).toBeUndefined();
  expect(cells('x')).toBeUndefined();
  expect(holdsMatrix(readLatex('x') as Expression)).toBe(false);
});

it('writes determinants out, small ones only', () => {
  const determinant = withDeterminants(
    readLatex('\\begin{vmatrix}1&2\\\\3&4\\end{vmatrix}', true) as Expression,
    workBudget(),
  );
  expect(exactValue(determinant, workBudget())).toMatchObject({ numerator: -2n });
  const large = Array(6).fill(Array(6).fill('1').join('&')).join('\\\\');
  expect(() =>
    withDeterminants(readLatex(`\\begin{vmatrix}${large}\\end{vmatrix}`, true) as Expression, workBudget()),
  ).toThrow(TooLarge);
});
