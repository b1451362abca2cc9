import type { CaseCheck } from './case-result';

export type { CaseCheck as Check, CaseResult } from './case-result';

/**
 * Compares numbers; NaN and differing lengths fail.
 *
 * `counts`: which elements take part; all when absent
 */
export function compare(
  name: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  counts: (index: number) => boolean = () => true,
): CaseCheck {
  if (actual.length !== expected.length) return { name, maxError: Infinity, tolerance, passed: false };
  let maxError = 0;
  for (let i = 0; i < expected.length; i++) {
    if (!counts(i)) continue;
    const error = Math.abs((actual[i] ?? NaN) - (expected[i] ?? NaN));
    maxError = Number.isNaN(error) ? Infinity : Math.max(maxError, error);
  }
  return { name, maxError, tolerance, passed: maxError <= tolerance };
}

/** Compares integers: the error is the number of elements that differ. */
export function compareExactly(
  name: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  counts: (index: number) => boolean = () => true,
): CaseCheck {
  let differing = Math.abs(actual.length - expected.length);
  for (let i = 0; i < expected.length; i++) if (counts(i) && actual[i] !== expected[i]) differing++;
  return { name, maxError: differing, tolerance: 0, passed: differing === 0 };
}
