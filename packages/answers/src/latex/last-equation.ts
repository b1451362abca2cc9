/**
 * What stands behind the last equals sign of a chain of at least two, as in `1 = … = 0`; null for other formulas, and for
 * lists, where `a = 1, b = 2` must stay whole.
 */
export function lastEquationSide(formula: string): string | null {
  if (formula.includes(',') || formula.includes(';')) return null;
  const sides = formula.split(/(?<![\\<!>])=/);
  return sides.length > 2 ? sides.at(-1)! : null;
}
