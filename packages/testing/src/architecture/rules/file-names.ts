import type { ArchitectureRule } from '../rule';

const banned = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'types', 'misc']);
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const written = /^(packages|apps|examples|scripts)\/.*\.(ts|js|mjs)$/;

/** A name says what is inside. */
export const fileNames: ArchitectureRule = {
  name: 'files are kebab-case and named for what they hold',
  check: ({ files }) =>
    files
      .filter((path) => written.test(path))
      .flatMap((path) =>
        path
          .split('/')
          .map((part) => part.split('.')[0]!)
          .flatMap((name) => {
            if (banned.has(name))
              return [{ path, what: `is called ${name}`, fix: 'name it for what it holds.' }];
            if (kebabCase.test(name)) return [];
            return [{ path, what: `has "${name}" in its name`, fix: 'write it in kebab-case.' }];
          }),
      ),
};
