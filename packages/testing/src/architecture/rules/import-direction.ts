import { posix } from 'node:path';
import type { Repository } from '../repository';
import type { ArchitectureRule, Violation } from '../rule';
import { isTest, parseSourceFile, sourcePaths } from '../source-file';

const scope = '@stepgrpo/';

/** Which packages each package may import. Tests may import `testing` too, except those of `core`. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: [],
  tensor: ['core'],
  model: ['core', 'tensor'],
  chat: ['core'],
  data: ['core', 'chat'],
  answers: ['core'],
  sampler: ['core'],
  rewards: ['core', 'answers', 'chat'],
  advantage: ['core'],
  optim: ['core', 'tensor'],
  bench: ['core', 'answers'],
  testing: ['core'],
};

/** Packages import each other by name, from the root, in one direction; relative imports stay inside a package. */
export const importDirection: ArchitectureRule = {
  name: 'packages import each other by name and in one direction',
  check(repository) {
    const apps = sourcePaths(repository).filter((path) => path.startsWith('apps/'));
    const packages = sourcePaths(repository).filter((path) => path.startsWith('packages/'));
    const examples = repository.files.filter((path) => /^examples\/.*\.ts$/.test(path));
    return [...packages, ...apps, ...examples].flatMap((path) => violationsIn(repository, path));
  },
};

function violationsIn(repository: Repository, path: string): Violation[] {
  const home = /^(?:packages|apps)\/[^/]+/.exec(path)?.[0] ?? 'examples';
  return parseSourceFile(repository, path).imports.flatMap(({ from, line }): Violation[] => {
    if (from.startsWith('.')) {
      const target = posix.normalize(posix.join(posix.dirname(path), from));
      return target.startsWith(`${home}/`)
        ? []
        : [{ path, line, what: `imports ${from}, outside ${home}`, fix: 'import the package by its name.' }];
    }
    if (!from.startsWith(scope)) return [];
    const [name = '', ...deep] = from.slice(scope.length).split('/');
    if (deep.length > 0) {
      return [
        { path, line, what: `imports ${from}`, fix: `import from ${scope}${name} and export it there.` },
      ];
    }
    return mayImport(path, name)
      ? []
      : [
          {
            path,
            line,
            what: `imports ${from}`,
            fix: 'move the code, or pass what it needs as an argument.',
          },
        ];
  });
}

function mayImport(path: string, name: string): boolean {
  const [group, home = ''] = path.split('/');
  if (group !== 'packages') return name !== 'testing' || isTest(path);
  if (isTest(path) && name === 'testing') return home !== 'core' && home !== 'testing';
  return (allowed[home] ?? []).includes(name);
}
