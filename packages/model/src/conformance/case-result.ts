/** One comparison with golden data. */
export interface CaseCheck {
  readonly name: string;
  /** Largest difference; for exact comparisons, the number of elements that differ. */
  readonly maxError: number;
  readonly tolerance: number;
  readonly passed: boolean;
  /** What differs, in words. */
  readonly detail?: string;
}

/** What one golden case came to. */
export interface CaseResult {
  readonly case: string;
  readonly checks: readonly CaseCheck[];
}

/** Compares element by element; a text counts as its characters. */
export function checkEqual<T extends string | readonly unknown[]>(
  name: string,
  actual: T,
  expected: T,
): CaseCheck {
  const [got, wanted] = [[...actual], [...expected]];
  const length = Math.max(got.length, wanted.length);
  let differing = 0;
  let first = -1;
  for (let i = 0; i < length; i++) {
    if (i < got.length && i < wanted.length && got[i] === wanted[i]) continue;
    if (differing++ === 0) first = i;
  }
  const check = { name, maxError: differing, tolerance: 0, passed: differing === 0 };
  if (differing === 0) return check;
  const at = (items: readonly unknown[]) => (first < items.length ? JSON.stringify(items[first]) : 'the end');
  return { ...check, detail: `at ${first}: ${at(got)} instead of ${at(wanted)}` };
}

/** Compares a number with its tolerance; a difference that is not a number fails. */
export function checkWithin(name: string, maxError: number, tolerance: number): CaseCheck {
  return { name, maxError, tolerance, passed: maxError <= tolerance };
}

/** Runs a case; an error becomes a failed check, so that one broken case does not hide the others. */
export async function runCase(
  name: string,
  run: () => Promise<readonly CaseCheck[]> | readonly CaseCheck[],
): Promise<CaseResult> {
  try {
    return { case: name, checks: await run() };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return {
      case: name,
      checks: [{ name: 'runs', maxError: Infinity, tolerance: 0, passed: false, detail }],
    };
  }
}
