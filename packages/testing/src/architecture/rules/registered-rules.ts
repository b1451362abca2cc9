import type { ArchitectureRule, Violation } from '../rule';
import { isTest, parseSourceFile } from '../source-file';

const table = 'packages/rewards/src/rules.ts';
const folder = 'packages/rewards/src/rules';

/** A reward rule is a file, a line in the table, a test and a golden file, all of one name. */
export const registeredRules: ArchitectureRule = {
  name: 'a reward rule has its line, its test and its golden file',
  check(repository) {
    if (!repository.has(table)) return [];
    const registered = parseSourceFile(repository, table).registryKeys;
    const written = repository.files
      .filter((path) => path.startsWith(`${folder}/`) && !isTest(path))
      .filter((path) =>
        parseSourceFile(repository, path).functions.some(({ returns }) => returns === 'RewardRule'),
      )
      .map((path) => path.slice(folder.length + 1).replace(/\.ts$/, ''));
    const unregistered = written.filter((name) => !registered.includes(name));
    const needed = registered.flatMap((name) => [
      [name, `${folder}/${name}.ts`, 'the rule itself'],
      [name, `${folder}/${name}.test.ts`, 'a test that runs the laws'],
      [name, `packages/rewards/golden/${name}.json`, 'a full-mark, a zero and a malformed case'],
    ]);
    return [
      ...unregistered.map((name): Violation => ({
        path: table,
        what: `does not list the rule "${name}"`,
        fix: `add its line, or remove ${folder}/${name}.ts.`,
      })),
      ...needed
        .filter(([, path]) => !repository.has(path!))
        .map(([name, path, content]): Violation => ({
          path: path!,
          what: `is missing for the rule "${name}"`,
          fix: `write it: ${content}.`,
        })),
    ];
  },
};
