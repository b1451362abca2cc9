import type { Expression } from './expression';

/** The value of a formula of numbers in doubles; null with a name in it, or where it has no value. Units are left out. */
export function evaluate(expression: Expression): number | null {
  const value = valueOf(expression);
  return Number.isFinite(value) ? value : null;
}

/** NaN where there is no value: it goes through arithmetic by itself. */
function valueOf(expression: Expression): number {
  switch (expression.kind) {
    case 'number':
      return Number(expression.digits);
    case 'name':
      return Number.NaN;
    case 'sum':
      return expression.terms.reduce(
        (sum, { sign, of }) => (sign === '+' ? sum + valueOf(of) : sum - valueOf(of)),
        0,
      );
    case 'product':
      return expression.factors.reduce(
        (product, { sign, of }) => (sign === '*' ? product * valueOf(of) : product / valueOf(of)),
        1,
      );
    case 'fraction':
      return valueOf(expression.over) / valueOf(expression.under);
    case 'juxtaposed':
      return juxtaposedValue(expression.of);
    case 'power':
      return valueOf(expression.base) ** valueOf(expression.exponent);
    case 'root':
      return Math.sqrt(valueOf(expression.of));
    case 'brackets':
      return valueOf(expression.of);
    case 'negative':
      return -valueOf(expression.of);
    case 'measured':
      return expression.unit === '%' ? valueOf(expression.of) / 100 : valueOf(expression.of);
    default:
      return expression satisfies never;
  }
}

/** 2(3 + 4) is a product; a number before a fraction, as in 2\frac{1}{2}, is a mixed number. */
function juxtaposedValue(of: readonly Expression[]): number {
  const [first, second] = of;
  if (of.length === 2 && first?.kind === 'number' && second?.kind === 'fraction')
    return valueOf(first) + valueOf(second);
  return of.reduce((product, part) => product * valueOf(part), 1);
}
