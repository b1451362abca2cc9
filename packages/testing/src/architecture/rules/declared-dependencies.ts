import { isBuiltin } from 'node:module';
import type { Repository } from '../repository';
import type { ArchitectureRule, Violation } from '../rule';
import { isTest, parseSourceFile, sourcePaths } from '../source-file';

type Manifest = Readonly<Partial<Record<string, Readonly<Record<string, string>>>>> & {
  readonly private?: boolean;
};

/** A package declares what its sources import, so that it works installed alone. Private packages are never. */
export const declaredDependencies: ArchitectureRule = {
  name: 'a package declares every package its sources import',
  check(repository) {
    const manifests = new Map<string, Manifest>();
    return sourcePaths(repository)
      .filter((path) => !isTest(path))
      .flatMap((path) => violationsIn(repository, path, manifests));
  },
};

function violationsIn(repository: Repository, path: string, manifests: Map<string, Manifest>): Violation[] {
  const home = path.split('/').slice(0, 2).join('/');
  const manifest = manifests.get(home) ?? (JSON.parse(repository.read(`${home}/package.json`)) as Manifest);
  manifests.set(home, manifest);
  if (manifest.private === true) return [];
  const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies'];
  const declared = new Set(kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {})));
  return parseSourceFile(repository, path).imports.flatMap(({ from, line }) => {
    const name = from
      .split('/')
      .slice(0, from.startsWith('@') ? 2 : 1)
      .join('/');
    if (from.startsWith('.') || isBuiltin(from) || declared.has(name)) return [];
    return [
      { path, line, what: `imports ${name}`, fix: `add it to the dependencies of ${home}/package.json.` },
    ];
  });
}
