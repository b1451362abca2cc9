import type { ArchitectureRule } from '../rule';
import { isTest, parseSourceFile, sourcePaths } from '../source-file';

/** An index and a file of types have no behaviour; a `main.ts` starts a program when it is imported. */
const untested = /\/src\/(.*\/index|index|main)\.ts$/;

/** Every file with behaviour has a test beside it. */
export const oneTestPerFile: ArchitectureRule = {
  name: 'every source file has a test beside it',
  check: (repository) =>
    sourcePaths(repository).flatMap((path) => {
      if (isTest(path) || untested.test(path)) return [];
      const test = path.replace(/\.ts$/, '.test.ts');
      if (repository.has(test) || parseSourceFile(repository, path).typesOnly) return [];
      return [{ path, what: 'has no test', fix: `write ${test}.` }];
    }),
};
