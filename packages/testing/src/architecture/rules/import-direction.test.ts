import { repositoryOf } from '../repository';
import { importDirection } from './import-direction';

const check = (path: string, from: string): string[] =>
  importDirection
    .check(repositoryOf({ [path]: `\nimport { x } from '${from}';` }))
    .map(({ path: where, line, what }) => `${where}:${line} ${what}`);

it.each([
  ['packages/rewards/src/a.ts', '@stepgrpo/answers'],
  ['packages/bench/src/a/b.ts', '../c'],
  ['packages/bench/src/a.test.ts', '../golden/a.json'],
  ['packages/bench/src/a.test.ts', '@stepgrpo/testing'],
  ['apps/trainer/src/wire.ts', '@stepgrpo/tensor'],
  ['examples/custom-reward.ts', '@stepgrpo/rewards'],
  ['packages/core/src/a.ts', 'zod'],
])('lets %s import %s', (path, from) => {
  expect(check(path, from)).toEqual([]);
});

it.each([
  ['packages/core/src/a.ts', '@stepgrpo/tensor'],
  ['packages/core/src/a.test.ts', '@stepgrpo/testing'],
  ['packages/bench/src/a.ts', '@stepgrpo/testing'],
  ['packages/rewards/src/a.ts', '@stepgrpo/bench'],
  ['packages/rewards/src/a.ts', '@stepgrpo/answers/src/equal'],
  ['apps/trainer/src/wire.ts', '@stepgrpo/testing'],
  ['packages/new/src/a.ts', '@stepgrpo/core'],
])('does not let %s import %s', (path, from) => {
  expect(check(path, from)).toEqual([`${path}:2 imports ${from}`]);
});

it('keeps relative imports inside the package', () => {
  expect(check('packages/bench/src/a.ts', '../../core/src/rng')).toEqual([
    'packages/bench/src/a.ts:2 imports ../../core/src/rng, outside packages/bench',
  ]);
});
