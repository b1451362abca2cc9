import { complexOver } from './complex';
import { evaluate } from './evaluate';
import type { Expression } from './expression';
import { NoValue } from './no-value';
import { doubles } from './real-field';
import { pointCount, sampleValue } from './sample-points';
import type { WorkBudget } from './too-large';

const fast = complexOver(doubles);

/** The values of a formula at the fixed points where it has one, in doubles. */
export function evaluateAtPoints(
  a: Expression,
  symbols: readonly string[],
  budget: WorkBudget,
): { readonly re: number; readonly im: number }[] {
  const values: { re: number; im: number }[] = [];
  for (let point = 0; point < pointCount; point++) {
    const bindings = new Map(
      symbols.map((name) => [name, fast.real(doubles.fromRational(sampleValue(name, point)))]),
    );
    try {
      values.push(evaluate(a, { complex: fast, bindings, budget }));
    } catch (error) {
      if (!(error instanceof NoValue) && !(error instanceof RangeError)) throw error;
    }
  }
  return values;
}

/** The real value of a formula at one value of one symbol, in doubles; null where it has none. */
export function realValueAt(a: Expression, name: string, at: number, budget: WorkBudget): number | null {
  try {
    const value = evaluate(a, { complex: fast, bindings: new Map([[name, fast.real(at)]]), budget });
    return Math.abs(value.im) <= 1e-12 * Math.max(1, Math.abs(value.re)) ? value.re : null;
  } catch (error) {
    if (error instanceof NoValue || error instanceof RangeError) return null;
    throw error;
  }
}
