import { callOf, integerOf, negated, productOf, someExpression, sumOf } from '../numbers/expression';
import type { Expression } from '../numbers/expression';
import { exactOrNull } from '../numbers/same-scalar';
import { TooLarge, limits } from '../numbers/too-large';
import type { WorkBudget } from '../numbers/too-large';

/** Rows of formulas, all of the same length. */
export type Matrix = readonly (readonly Expression[])[];

/** The largest determinant that is written out. */
const maxDeterminant = 5;
const maxPower = 12;

export const holdsMatrix = (a: Expression): boolean => someExpression(a, (part) => part.kind === 'matrix');

/**
 * A formula of matrices as one matrix: sums, products, scalar multiples, powers and transposes are worked out. Null when
 * the formula is a scalar or the shapes do not fit.
 */
export function matrixOf(a: Expression, budget: WorkBudget): Matrix | null {
  budget.spend();
  if (!holdsMatrix(a)) return null;
  switch (a.kind) {
    case 'matrix':
      return a.rows.map((row) => row.map((cell) => withDeterminants(cell, budget)));
    case 'sum':
      return fold(a.terms, budget, (x, y) =>
        sameShape(x, y) ? mapCells(x, (cell, r, c) => sumOf(cell, y[r]![c]!)) : null,
      );
    case 'product':
      return productOfFactors(a.factors, budget);
    case 'power': {
      const exponent = exactOrNull(a.exponent, budget);
      const base = matrixOf(a.base, budget);
      if (base === null || exponent === null || exponent.denominator !== 1n) return null;
      const times = Number(exponent.numerator);
      if (times < 1 || times > maxPower) return null;
      let result: Matrix | null = base;
      for (let n = 1; n < times && result !== null; n++) result = multiplied(result, base, budget);
      return result;
    }
    case 'call': {
      if (a.name !== 'transpose') return null;
      const inner = matrixOf(a.args[0]!, budget);
      return inner && inner[0]!.map((_, column) => inner.map((row) => row[column]!));
    }
    default:
      return null;
  }
}

const sameShape = (a: Matrix, b: Matrix): boolean => a.length === b.length && a[0]!.length === b[0]!.length;

const mapCells = (a: Matrix, of: (cell: Expression, row: number, column: number) => Expression): Matrix =>
  a.map((row, r) => row.map((cell, c) => of(cell, r, c)));

function fold(
  parts: readonly Expression[],
  budget: WorkBudget,
  join: (a: Matrix, b: Matrix) => Matrix | null,
): Matrix | null {
  let total: Matrix | null = null;
  for (const [i, part] of parts.entries()) {
    const matrix = matrixOf(part, budget);
    if (matrix === null) return null;
    total = i === 0 ? matrix : total && join(total, matrix);
    if (total === null) return null;
  }
  return total;
}

function productOfFactors(factors: readonly Expression[], budget: WorkBudget): Matrix | null {
  const scalars = factors.filter((factor) => !isMatrixLike(factor));
  const matrices = factors.filter(isMatrixLike);
  const product = fold(matrices, budget, (a, b) => multiplied(a, b, budget));
  if (product === null || scalars.length === 0) return product;
  const scale = productOf(...scalars);
  return mapCells(product, (cell) => productOf(scale, cell));
}

/** Whether a factor is a matrix rather than a scalar such as a determinant. */
const isMatrixLike = (a: Expression): boolean => holdsMatrix(a) && !(a.kind === 'call' && a.name === 'det');

function multiplied(a: Matrix, b: Matrix, budget: WorkBudget): Matrix | null {
  if (a[0]!.length !== b.length) return null;
  if (a.length * b[0]!.length * b.length > limits.elements * 4) throw new TooLarge('a product of matrices');
  budget.spend(a.length * b.length);
  return a.map((row) =>
    b[0]!.map((_, column) => sumOf(...row.map((cell, k) => productOf(cell, b[k]![column]!)))),
  );
}

/** A formula with its determinants written out. */
export function withDeterminants(a: Expression, budget: WorkBudget): Expression {
  if (a.kind === 'call' && a.name === 'det') {
    const matrix = matrixOf(a.args[0]!, budget);
    if (matrix?.length !== matrix?.[0]?.length || matrix === null) return a;
    return determinant(matrix, budget);
  }
  if (!holdsMatrix(a)) return a;
  if (a.kind === 'sum') return sumOf(...a.terms.map((term) => withDeterminants(term, budget)));
  if (a.kind === 'product') return productOf(...a.factors.map((factor) => withDeterminants(factor, budget)));
  if (a.kind === 'call') return callOf(a.name, ...a.args.map((arg) => withDeterminants(arg, budget)));
  return a;
}

/** By expansion along the first row. */
function determinant(a: Matrix, budget: WorkBudget): Expression {
  if (a.length > maxDeterminant) throw new TooLarge('a determinant');
  budget.spend();
  if (a.length === 1) return a[0]![0]!;
  const terms = a[0]!.map((cell, column) => {
    const minor = a.slice(1).map((row) => row.filter((_, c) => c !== column));
    const term = productOf(cell, determinant(minor, budget));
    return column % 2 === 0 ? term : negated(term);
  });
  return terms.length === 0 ? integerOf(1) : sumOf(...terms);
}
