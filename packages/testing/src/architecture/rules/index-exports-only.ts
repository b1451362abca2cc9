import type { ArchitectureRule } from '../rule';
import { parseSourceFile, sourcePaths } from '../source-file';

/** An index is a list of names: what a package offers can be read there, and nothing happens there. */
export const indexExportsOnly: ArchitectureRule = {
  name: 'index.ts holds named exports and nothing else',
  check: (repository) =>
    sourcePaths(repository)
      .filter((path) => path.endsWith('/index.ts'))
      .flatMap((path) =>
        parseSourceFile(repository, path).nonExportLines.map((line) => ({
          path,
          line,
          what: 'is no named export',
          fix: "write `export { name } from './file';`, and the rest in a file of its own.",
        })),
      ),
};
