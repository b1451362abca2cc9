import { repositoryOf } from '../repository';
import { fileLength } from './file-length';

const lines = (count: number): string => 'x\n'.repeat(count);

it('counts lines, with a limit for each kind of file', () => {
  const repository = repositoryOf({
    'packages/a/src/full.ts': lines(300),
    'packages/a/src/long.ts': lines(301),
    'packages/a/src/full.test.ts': lines(400),
    'packages/a/src/long.test.ts': lines(401),
    'examples/full.ts': lines(59),
    'examples/long.ts': lines(60),
    'docs/long.md': lines(999),
  });
  expect(fileLength.check(repository).map(({ path }) => path)).toEqual([
    'packages/a/src/long.test.ts',
    'packages/a/src/long.ts',
    'examples/long.ts',
  ]);
});
