import { repositoryOf } from '../repository';
import { packageReadme } from './package-readme';

const good = [
  '# a\n\nWhat it is.',
  '## Install',
  '## The smallest program\n\n```ts\n1;\n```',
  '## Exports',
  '## What the numbers mean',
  '## Extending it',
  '## Limits',
];
const check = (readme: readonly string[]): string[] =>
  packageReadme
    .check(repositoryOf({ 'packages/a/package.json': '{}', 'packages/a/README.md': readme.join('\n\n') }))
    .map(({ what }) => what);

it('is content with every section in order', () => {
  expect(check(good)).toEqual([]);
});

it('finds a missing README', () => {
  expect(packageReadme.check(repositoryOf({ 'apps/b/package.json': '{}' }))).toMatchObject([
    { path: 'apps/b/README.md', what: 'is missing' },
  ]);
});

it('finds missing and misplaced sections, a missing program, and too many lines', () => {
  expect(check(good.filter((part) => part !== '## Limits'))).toEqual([
    'has no section "Limits" in its place',
  ]);
  expect(check(['## Limits', ...good.slice(0, -1)])).toEqual(['has no section "Limits" in its place']);
  expect(check(good.map((part) => part.replace('```ts', '```')))).toEqual([
    'has no program in a ```ts block',
  ]);
  expect(check(['# nothing'])[0]).toMatch(
    /^has no program .*; has no section "Install" .*; has no section "Limits"/,
  );
  expect(check([...good, '\n'.repeat(70), 'end'])[0]).toMatch(/has \d+ lines, 79 are the most/);
});
