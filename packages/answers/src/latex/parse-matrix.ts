import { callOf } from '../numbers/expression';
import type { Expression } from '../numbers/expression';
import { TooLarge, limits } from '../numbers/too-large';
import type { Cursor } from './cursor';
import { parseExpression } from './parse-expression';
import { notAFormula } from './syntax';

export function startsMatrix(cursor: Cursor): boolean {
  const token = cursor.peek();
  return token?.kind === 'word' && token.word.startsWith('begin ');
}

/** `\begin{pmatrix} a & b \\ c & d \end{pmatrix}` and its kin; `vmatrix` is a determinant. */
export function parseMatrix(cursor: Cursor): Expression {
  const open = cursor.next();
  const environment = open.kind === 'word' ? open.word.slice('begin '.length) : '';
  const rows: Expression[][] = [];
  let cells = 0;
  while (!startsEnd(cursor)) {
    const row = [cursor.outsideBars(() => parseExpression(cursor))];
    while (cursor.takeMark('&')) row.push(cursor.outsideBars(() => parseExpression(cursor)));
    rows.push(row);
    cells += row.length;
    if (cells > limits.elements) throw new TooLarge('a matrix');
    if (cursor.takeMark('\\\\') === null) break;
  }
  if (!startsEnd(cursor)) return notAFormula('a matrix without an end');
  cursor.next();
  const width = rows[0]?.length ?? 0;
  if (width === 0 || rows.some((row) => row.length !== width)) return notAFormula('a ragged matrix');
  const matrix: Expression = { kind: 'matrix', rows };
  return environment === 'vmatrix' ? callOf('det', matrix) : matrix;
}

function startsEnd(cursor: Cursor): boolean {
  const token = cursor.peek();
  return token?.kind === 'word' && token.word.startsWith('end ');
}
