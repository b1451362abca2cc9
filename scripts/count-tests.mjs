import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('../.cache/test-counts.json', import.meta.url));

/** A jest reporter that leaves the counts of a run in .cache/test-counts.json, where .ci/run reads them. */
export default class CountTests {
  /** A test file that could not run at all counts as one failed test. */
  onRunComplete(_contexts, results) {
    const {
      numPassedTests: passed,
      numFailedTests,
      numRuntimeErrorTestSuites,
      numPendingTests: skipped,
    } = results;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      JSON.stringify({ passed, failed: numFailedTests + numRuntimeErrorTestSuites, skipped }),
    );
  }
}
