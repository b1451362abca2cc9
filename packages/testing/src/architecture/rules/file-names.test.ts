import { repositoryOf } from '../repository';
import { fileNames } from './file-names';

it('refuses drawers for anything, and other cases', () => {
  const paths = [
    'packages/a/src/good-name.test.ts',
    'packages/a/tsup.config.ts',
    'packages/a/src/utils.ts',
    'packages/a/src/common/x.ts',
    'apps/a/src/fooBar.ts',
    'docs/FooBar.md',
  ];
  const repository = repositoryOf(Object.fromEntries(paths.map((path) => [path, ''])));
  expect(fileNames.check(repository).map(({ path, what }) => `${path} ${what}`)).toEqual([
    'apps/a/src/fooBar.ts has "fooBar" in its name',
    'packages/a/src/common/x.ts is called common',
    'packages/a/src/utils.ts is called utils',
  ]);
});
