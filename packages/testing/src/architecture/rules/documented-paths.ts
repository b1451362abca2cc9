import { posix } from 'node:path';
import type { Repository } from '../repository';
import type { ArchitectureRule, Violation } from '../rule';

/** A path of this repository in running text; not one that follows an owner/name, as sources are cited. */
const written =
  /(?<![\w/.@-])(?<!\w\/[\w.-]+ )(?:packages|apps|configs|examples|docs|scripts|\.ci)\/[^\s`'")\],;]+/g;
const linked = /\]\(([^)\s#]+)[^)]*\)/g;

/** Documents name files that are there. */
export const documentedPaths: ArchitectureRule = {
  name: 'every path named in a document exists',
  check: (repository) =>
    repository.files
      .filter(
        (path) => path.endsWith('.md') && !path.startsWith('.changeset/') && !path.endsWith('CHANGELOG.md'),
      )
      .flatMap((path) => violationsIn(repository, path)),
};

function violationsIn(repository: Repository, path: string): Violation[] {
  return repository
    .read(path)
    .split('\n')
    .flatMap((text, i) => {
      const links = [...text.matchAll(linked)]
        .map(([, target = '']) => target)
        .filter((target) => !/^[a-z]+:/i.test(target));
      const named = [...text.replaceAll(linked, ']').matchAll(written)].map(([name]) =>
        name.replace(/[.:]+$/, ''),
      );
      return [
        ...links.map((link) => posix.normalize(posix.join(posix.dirname(path), link))),
        ...named.filter((name) => !/[<{…]/.test(name)),
      ]
        .filter((target) => !exists(repository, target))
        .map((target) => ({ path, line: i + 1, what: `names ${target}`, fix: 'name a file that is there.' }));
    });
}

/** A `*` stands for any part of a name. */
function exists(repository: Repository, target: string): boolean {
  if (!target.includes('*')) return repository.has(target);
  const [start = '', ...rest] = target.split('*');
  return repository.files.some(
    (file) => file.startsWith(start) && rest.every((part) => file.slice(start.length).includes(part)),
  );
}
