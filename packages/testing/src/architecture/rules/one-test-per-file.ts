import type { ArchitectureRule } from '../rule';
import { isTest, parseSourceFile, sourcePaths } from '../source-file';

/** An index and a file of types have no behaviour; a `main.ts` starts a program when it is imported. */
const untested = /\/src\/(.*\/index|index|main)\.ts$/;

/**
 * Files that are tested as a whole (by `conformance.test.ts` of rewards, by the lowering tables of tensor) and still owe
 * a test beside each. The list may only shrink.
 */
const owed = /^packages\/tensor\/src\/(ops|testing)\//;

/** Every file with behaviour has a test beside it. */
export const oneTestPerFile: ArchitectureRule = {
  name: 'every source file has a test beside it',
  check: (repository) =>
    sourcePaths(repository).flatMap((path) => {
      if (isTest(path) || untested.test(path) || owed.test(path)) return [];
      const test = path.replace(/\.ts$/, '.test.ts');
      if (repository.has(test) || parseSourceFile(repository, path).typesOnly) return [];
      return [{ path, what: 'has no test', fix: `write ${test}.` }];
    }),
};
