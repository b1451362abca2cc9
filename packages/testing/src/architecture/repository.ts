import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a repository, by path from its root with `/` between folders. */
export interface Repository {
  /** Every file that people write, sorted. */
  readonly files: readonly string[];
  /** Whether a file or folder is there, generated ones included. */
  has(path: string): boolean;
  read(path: string): string;
}

const generated = new Set(['node_modules', 'dist', '.turbo', 'coverage', 'runs', '.cache', '.git']);

/** The repository on disk, generated folders left out. */
export function openRepository(root: string): Repository {
  const texts = new Map<string, string>();
  return {
    files: walk(root, '').sort(),
    has: (path) => existsSync(join(root, path)),
    read(path) {
      const text = texts.get(path) ?? readFileSync(join(root, path), 'utf8');
      texts.set(path, text);
      return text;
    },
  };
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return generated.has(entry.name) ? [] : walk(root, path);
    return entry.isFile() ? [path] : [];
  });
}

/** A repository in memory, to try rules on. */
export function repositoryOf(texts: Readonly<Record<string, string>>): Repository {
  const files = Object.keys(texts).sort();
  return {
    files,
    has: (path) => files.some((file) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`)),
    read: (path) => texts[path] ?? '',
  };
}
