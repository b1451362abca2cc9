import type { Backend } from '@stepgrpo/tensor';

/** One comparison of a case with its reference. */
export interface ConformanceCheck {
  readonly name: string;
  /** Largest difference; for exact comparisons, how many elements differ. */
  readonly maxError: number;
  readonly tolerance: number;
  readonly passed: boolean;
  /** What differs, in words. */
  readonly detail?: string;
}

/** What one case of a suite came to. */
export interface ConformanceResult {
  readonly case: string;
  readonly checks: readonly ConformanceCheck[];
  /** What stands in for something the original had. */
  readonly note?: string;
}

export interface ConformanceOptions {
  readonly backend: Backend;
  /** Names of the cases to run; all when absent. A suite may ignore it: results are filtered again. */
  readonly cases?: readonly string[];
}

/** Compares this implementation with a folder of reference data. */
export interface ConformanceSuite {
  /** What is compared, in one line. */
  readonly summary: string;
  run(folder: string, options: ConformanceOptions): Promise<readonly ConformanceResult[]>;
}
