import { repositoryOf } from '../repository';
import { oneTestPerFile } from './one-test-per-file';

it('wants a test beside every file with behaviour', () => {
  const repository = repositoryOf({
    'packages/a/src/index.ts': `export { b } from './b';`,
    'packages/a/src/b.ts': 'export const b = 1;',
    'packages/a/src/b.test.ts': '',
    'packages/a/src/c.ts': 'export const c = 1;',
    'packages/a/src/shape.ts': 'export interface Shape {}',
    'packages/a/src/global.d.ts': 'declare const d: number;',
    'apps/e/src/f.ts': 'run();',
    'apps/e/src/main.ts': 'run();',
    'apps/e/src/g/index.ts': `export { h } from './h';`,
  });
  expect(oneTestPerFile.check(repository).map(({ path }) => path)).toEqual([
    'apps/e/src/f.ts',
    'packages/a/src/c.ts',
  ]);
});
