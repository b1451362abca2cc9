import { repositoryOf } from './repository';
import { isTest, parseSourceFile, sourcePaths } from './source-file';

const parse = (text: string) => parseSourceFile(repositoryOf({ 'a.ts': text }), 'a.ts');

it('finds imports of every form, and none in comments or strings', () => {
  const { imports } = parse(
    `import a from 'one';\nimport type { B } from "two";\nexport { c } from 'three';\nimport 'four';\n` +
      `const d = await import('five');\ntype E = import('six').E;\nconst f = require('seven');\n` +
      `// import g from 'no';\nconst h = "import i from 'no'";`,
  );
  expect(imports.map(({ from, line }) => [from, line])).toEqual([
    ['one', 1],
    ['two', 2],
    ['three', 3],
    ['four', 4],
    ['five', 5],
    ['six', 6],
    ['seven', 7],
  ]);
});

it('finds uses of console, and none in comments or strings', () => {
  expect(parse(`// console.log\nconst a = 'console.log';\nconsole.log(a);`).consoleLines).toEqual([3]);
});

it('knows files without behaviour', () => {
  expect(
    parse(`import type { A } from './a';\nexport interface B extends A {}\nexport type C = B;`).typesOnly,
  ).toBe(true);
  expect(parse(`export interface B {}\nexport const c = 1;`).typesOnly).toBe(false);
});

it('knows statements that are no named re-exports', () => {
  const text = `export { a } from './a';\nexport type { B } from './b';\nexport * from './c';\nconst d = 1;`;
  expect(parse(text).nonExportLines).toEqual([3, 4]);
  expect(parse('export {};').nonExportLines).toEqual([]);
});

it('knows exported functions with their return type, and the keys of registries', () => {
  const text = `export function a(): RewardRule {}\nfunction b(): X {}\ndefineRegistry<T>('kind', { 'c-d': c, e });`;
  expect(parse(text)).toMatchObject({
    functions: [{ name: 'a', returns: 'RewardRule' }],
    registryKeys: ['c-d', 'e'],
  });
});

it('tells sources, tests and other files apart', () => {
  const files = {
    'packages/a/src/b.ts': '',
    'packages/a/src/b.test.ts': '',
    'packages/a/c.ts': '',
    'x.md': '',
  };
  expect(sourcePaths(repositoryOf(files))).toEqual(['packages/a/src/b.test.ts', 'packages/a/src/b.ts']);
  expect(isTest('a.test.ts')).toBe(true);
  expect(isTest('a.ts')).toBe(false);
});
