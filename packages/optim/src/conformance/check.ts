/** One comparison of a case. */
export interface Check {
  readonly name: string;
  /** Largest |actual - expected| / (|expected| + floor); 0 where both are the same infinity or both NaN. */
  readonly maxError: number;
  readonly tolerance: number;
  readonly passed: boolean;
  readonly detail?: string;
}

/** Tolerance of float32 results: 2e-5 of the value, 1e-6 near 0. */
export const float32 = { tolerance: 2e-5, floor: 1e-6 / 2e-5 } as const;
export interface Closeness {
  readonly tolerance: number;
  readonly floor: number;
}

/** Compares two lists of numbers. */
export function closeCheck(
  name: string,
  actual: readonly number[],
  expected: readonly number[],
  { tolerance, floor }: Closeness = float32,
): Check {
  if (actual.length !== expected.length)
    return {
      name,
      maxError: Infinity,
      tolerance,
      passed: false,
      detail: `${actual.length} number(s), expected ${expected.length}`,
    };
  let maxError = 0;
  let worst = -1;
  expected.forEach((wanted, i) => {
    const error = gap(actual[i]!, wanted, floor);
    if (error > maxError) [maxError, worst] = [error, i];
  });
  const passed = maxError <= tolerance;
  const detail = `number ${worst}: ${actual[worst]}, expected ${expected[worst]}`;
  return passed ? { name, maxError, tolerance, passed } : { name, maxError, tolerance, passed, detail };
}

/** A comparison that either holds or does not. */
export function exactCheck(name: string, passed: boolean, detail: string): Check {
  const verdict = { name, maxError: passed ? 0 : Infinity, tolerance: 0, passed };
  return passed ? verdict : { ...verdict, detail };
}

function gap(actual: number, wanted: number, floor: number): number {
  if (Object.is(actual, wanted) || (Number.isNaN(actual) && Number.isNaN(wanted)) || actual === wanted)
    return 0;
  const error = Math.abs(actual - wanted) / (Math.abs(wanted) + floor);
  return Number.isNaN(error) ? Infinity : error;
}
