import { repositoryOf } from '../repository';
import { documentedPaths } from './documented-paths';

const check = (text: string, path = 'docs/guide.md'): string[] =>
  documentedPaths
    .check(repositoryOf({ [path]: text, 'packages/a/src/b.ts': '', 'README.md': '', 'configs/c.toml': '' }))
    .map(({ line, what }) => `${line} ${what}`);

it('finds paths in text and in links that are not there', () => {
  expect(check('See `packages/a/src/b.ts`.\nAnd packages/a/src/gone.ts, (configs/gone.toml).')).toEqual([
    '2 names packages/a/src/gone.ts',
    '2 names configs/gone.toml',
  ]);
  expect(check('[home](../README.md#top) [gone](./gone.md)')).toEqual(['1 names docs/gone.md']);
});

it.each([
  'packages/a, packages/a/ and packages/*/src/b.ts',
  'Run `npm start -- configs/c.toml`.',
  'packages/rewards/src/rules/<name>.ts and packages/{a,z}/src',
  'https://example.org/docs/x.md and [site](https://example.org/docs/x)',
  'vwxyzjn/cleanrl docs/rl-algorithms/ppo.md',
  'huggingface/trl/docs/source/grpo.md',
])('is content with %s', (text) => {
  expect(check(text)).toEqual([]);
});

it('does not look into changesets', () => {
  expect(check('packages/a/src/gone.ts', '.changeset/x.md')).toEqual([]);
});
