/** One comparison of a case. */
export interface Check {
  readonly name: string;
  /** Largest |actual - expected| / max(|expected|, 0.01); 0 where both are NaN or the same infinity. */
  readonly maxError: number;
  readonly tolerance: number;
  readonly passed: boolean;
  readonly detail?: string;
}

/** Float64 results. */
export const FLOAT64 = 1e-10;
/** Numbers the originals round to float32. */
export const ROUNDED = 2e-6;

/** Compares two lists of numbers. */
export function closeCheck(
  name: string,
  actual: readonly number[],
  expected: readonly number[],
  tolerance = FLOAT64,
): Check {
  if (actual.length !== expected.length)
    return failed(name, tolerance, `${actual.length} number(s), expected ${expected.length}`);
  const errors = expected.map((wanted, i) => gap(actual[i]!, wanted));
  const maxError = errors.reduce((a, b) => Math.max(a, b), 0);
  if (maxError <= tolerance) return { name, maxError, tolerance, passed: true };
  const worst = errors.indexOf(maxError);
  return {
    ...failed(name, tolerance, `number ${worst}: ${actual[worst]}, expected ${expected[worst]}`),
    maxError,
  };
}

/** A check that did not hold for a reason. */
export function failed(name: string, tolerance: number, detail: string): Check {
  return { name, maxError: Infinity, tolerance, passed: false, detail };
}

function gap(actual: number, wanted: number): number {
  if (actual === wanted || (Number.isNaN(actual) && Number.isNaN(wanted))) return 0;
  const error = Math.abs(actual - wanted) / Math.max(Math.abs(wanted), 0.01);
  return Number.isNaN(error) ? Infinity : error;
}
