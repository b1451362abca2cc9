import type { ArchitectureRule } from '../rule';
import { isTest, sourcePaths } from '../source-file';

const mostLines = { source: 300, test: 400, example: 59 };

/** A long file holds more than one idea. */
export const fileLength: ArchitectureRule = {
  name: `no source file has more than ${mostLines.source} lines, no test more than ${mostLines.test}`,
  check(repository) {
    const examples = repository.files.filter((path) => /^examples\/.*\.ts$/.test(path));
    return [...sourcePaths(repository), ...examples].flatMap((path) => {
      const kind = path.startsWith('examples/') ? 'example' : isTest(path) ? 'test' : 'source';
      const lines = repository.read(path).replace(/\n$/, '').split('\n').length;
      if (lines <= mostLines[kind]) return [];
      return [
        { path, what: `has ${lines} lines`, fix: `split it by ideas, to ${mostLines[kind]} lines at most.` },
      ];
    });
  },
};
