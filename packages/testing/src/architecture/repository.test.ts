import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRepository, repositoryOf } from './repository';

it('lists the files that people write, and reads them', () => {
  const root = mkdtempSync(join(tmpdir(), 'stepgrpo-repository-'));
  try {
    for (const folder of ['packages/a', 'node_modules/b', 'packages/a/dist']) {
      mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(join(root, folder, 'x.ts'), folder);
    }
    const repository = openRepository(root);
    expect(repository.files).toEqual(['packages/a/x.ts']);
    expect(repository.read('packages/a/x.ts')).toBe('packages/a');
    expect(repository.has('packages/a/dist')).toBe(true);
    expect(repository.has('packages/b')).toBe(false);
  } finally {
    rmSync(root, { recursive: true });
  }
});

it('does the same in memory', () => {
  const repository = repositoryOf({ 'b/c.ts': 'text', 'a.md': '' });
  expect(repository.files).toEqual(['a.md', 'b/c.ts']);
  expect(repository.has('b/')).toBe(true);
  expect(repository.has('c')).toBe(false);
  expect(repository.read('b/c.ts')).toBe('text');
});
