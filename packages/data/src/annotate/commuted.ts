import type { Expression } from './expression';

/** More orders than this are more than people use. */
const mostOperands = 3;

/** The same sum or product in its other orders, the one given first. Differences and quotients have one order only. */
export function commuted(expression: Expression): readonly Expression[] {
  if (expression.kind === 'sum') {
    const { terms } = expression;
    if (terms.length > mostOperands || terms.some(({ sign, of }) => sign === '-' || of.kind === 'negative'))
      return [expression];
    return permutations(terms).map((order) => ({ kind: 'sum', terms: order }));
  }
  if (expression.kind === 'product') {
    const { factors } = expression;
    if (factors.length > mostOperands || factors.some(({ sign }) => sign === '/')) return [expression];
    return permutations(factors).map((order) => ({ kind: 'product', factors: order }));
  }
  return [expression];
}

function permutations<T>(items: readonly T[]): (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}
