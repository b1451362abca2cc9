import { repositoryOf } from '../repository';
import { declaredDependencies } from './declared-dependencies';

const whatOf = (manifest: object, source: string): string[] =>
  declaredDependencies
    .check(
      repositoryOf({
        'packages/a/package.json': JSON.stringify(manifest),
        'packages/a/src/b.ts': source,
        'packages/a/src/b.test.ts': `import fc from 'fast-check';`,
      }),
    )
    .map(({ what }) => what);

it('wants every import declared, tests, built-ins and relative files apart', () => {
  const source = `import 'fs';\nimport 'node:path';\nimport './c';\nimport '@d/e/f';\nimport 'g';\nimport 'h/i';`;
  expect(whatOf({ dependencies: { '@d/e': '1' }, optionalDependencies: { g: '1' } }, source)).toEqual([
    'imports h',
  ]);
});

it('leaves private packages alone', () => {
  expect(whatOf({ private: true }, `import 'g';`)).toEqual([]);
});
