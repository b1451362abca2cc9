import type { Comparison } from './comparison';
import { parseLatex } from '../reading';
import { carefulSyntax, faithfulSyntax } from '../latex/syntax';
import { workBudget } from '../numbers/too-large';

const how = (faithful: boolean): Comparison => ({
  faithful,
  rounding: 6,
  setEqualsRelation: !faithful,
  strictNames: true,
  budget: workBudget(),
});
const read = (latex: string, faithful = false) =>
  parseLatex(latex, faithful ? faithfulSyntax : carefulSyntax);

import type { Expression } from '../numbers/expression';
import { canonicalForm } from '../numbers/canonical-form';
import { exactValue } from '../numbers/exact-value';
import { TooLarge } from '../numbers/too-large';
import { holdsMatrix, matrixOf, withDeterminants } from './matrix';

const cells = (latex: string): (string | undefined)[][] | undefined =>
  matrixOf(read(latex, true) as Expression, workBudget())?.map((row) =>
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
  expect(holdsMatrix(read('x') as Expression)).toBe(false);
});

it('writes determinants out, small ones only', () => {
  const determinant = withDeterminants(
    read('\\begin{vmatrix}1&2\\\\3&4\\end{vmatrix}', true) as Expression,
    workBudget(),
  );
  expect(exactValue(determinant, workBudget())).toMatchObject({ numerator: -2n });
  const large = Array(6).fill(Array(6).fill('1').join('&')).join('\\\\');
  expect(() =>
    withDeterminants(read(`\\begin{vmatrix}${large}\\end{vmatrix}`, true) as Expression, workBudget()),
  ).toThrow(TooLarge);
});

it('has the settings of a comparison at hand', () => expect(how(true).rounding).toBe(6));
