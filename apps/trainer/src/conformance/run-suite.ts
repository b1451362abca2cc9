import { UnknownNameError } from '@stepgrpo/core';
import type { Backend } from '@stepgrpo/tensor';
import type { ConformanceResult, ConformanceSuite } from './conformance-suite';

/** A suite's results, and how many cases passed all of their checks. */
export interface SuiteOutcome {
  readonly results: readonly ConformanceResult[];
  readonly passed: number;
}

/**
 * Runs a suite, or only the named cases of it.
 *
 * Throws  UnknownNameError, which lists the cases there are, for a case the folder does not have
 */
export async function runSuite(
  suite: ConformanceSuite,
  folder: string,
  { backend, cases }: { readonly backend: Backend; readonly cases: readonly string[] | undefined },
): Promise<SuiteOutcome> {
  const all = await suite.run(folder, cases === undefined ? { backend } : { backend, cases });
  const byName = new Map(all.map((result) => [result.case, result]));
  const results = cases?.map((name) => {
    const result = byName.get(name);
    if (result === undefined) throw new UnknownNameError('case', name, [...byName.keys()]);
    return result;
  });
  const chosen = results ?? all;
  return { results: chosen, passed: chosen.filter(hasPassed).length };
}

/** Whether every check of a case passed. A case without checks has shown nothing. */
export function hasPassed({ checks }: ConformanceResult): boolean {
  return checks.length > 0 && checks.every(({ passed }) => passed);
}

/** One line for a case that passed; one more for each check that failed. */
export function resultLines(result: ConformanceResult, width: number): readonly string[] {
  const { checks } = result;
  const verdict = hasPassed(result) ? 'ok    ' : 'FAILED';
  const worst = checks.reduce<(typeof checks)[number] | null>(
    (most, check) => (most === null || severity(check) > severity(most) ? check : most),
    null,
  );
  const error =
    worst === null
      ? 'no checks'
      : `largest error ${worst.maxError.toPrecision(3)} of ${worst.tolerance} allowed (${worst.name}), ${checks.length} checks`;
  const failures = checks
    .filter(({ passed }) => !passed)
    .map(({ name, maxError, tolerance, detail }) => {
      const reason = detail === undefined ? '' : `: ${detail}`;
      return `         ${name}: error ${maxError.toPrecision(3)} of ${tolerance} allowed${reason}`;
    });
  const note = result.note === undefined ? '' : ` (${result.note})`;
  return [`${verdict}  ${result.case.padEnd(width)}  ${error}${note}`, ...failures];
}

/** Error as a multiple of what is allowed; failures come before everything that passed. */
function severity({ maxError, tolerance, passed }: ConformanceResult['checks'][number]): number {
  if (!passed) return Number.MAX_VALUE;
  return tolerance === 0 ? maxError : maxError / tolerance;
}
