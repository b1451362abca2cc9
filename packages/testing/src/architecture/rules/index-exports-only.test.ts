import { repositoryOf } from '../repository';
import { indexExportsOnly } from './index-exports-only';

it('finds everything else in an index, and looks at no other file', () => {
  const text = `export { a } from './a';\nexport * from './b';\nexport const c = 1;`;
  const repository = repositoryOf({ 'packages/a/src/index.ts': text, 'packages/a/src/other.ts': text });
  expect(indexExportsOnly.check(repository).map(({ path, line }) => [path, line])).toEqual([
    ['packages/a/src/index.ts', 2],
    ['packages/a/src/index.ts', 3],
  ]);
});
