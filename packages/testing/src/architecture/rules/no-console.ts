import type { ArchitectureRule } from '../rule';
import { isTest, parseSourceFile, sourcePaths } from '../source-file';

/** A package says nothing on its own: what it has to say it returns, throws or hands to a callback. */
export const noConsole: ArchitectureRule = {
  name: 'packages never write to the console',
  check: (repository) =>
    sourcePaths(repository)
      .filter((path) => path.startsWith('packages/') && !isTest(path))
      .flatMap((path) =>
        parseSourceFile(repository, path).consoleLines.map((line) => ({
          path,
          line,
          what: 'uses console',
          fix: 'return it, throw it, or take a callback.',
        })),
      ),
};
