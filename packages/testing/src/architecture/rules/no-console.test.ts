import { repositoryOf } from '../repository';
import { noConsole } from './no-console';

it('finds console in the sources of packages only', () => {
  const text = 'console.log(1);';
  const files = ['packages/a/src/b.ts', 'packages/a/src/b.test.ts', 'apps/c/src/d.ts', 'scripts/e.ts'];
  const repository = repositoryOf(Object.fromEntries(files.map((file) => [file, text])));
  expect(noConsole.check(repository)).toMatchObject([{ path: 'packages/a/src/b.ts', line: 1 }]);
});
