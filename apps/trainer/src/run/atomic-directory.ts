import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** How names of unfinished directories begin: hidden, and never the name of a finished one. */
const unfinishedPrefix = '.unfinished-';

/**
 * Makes a directory that is complete or absent, whatever happens meanwhile.
 *
 * `write` fills a sibling; its files are synced, it is renamed into place, and only then a previous directory of the
 * same name is removed.
 */
export async function writeDirectory(
  path: string,
  write: (temporary: string) => void | Promise<void>,
): Promise<void> {
  const parent = dirname(path);
  const temporary = join(parent, `${unfinishedPrefix}${basename(path)}`);
  const replaced = join(parent, `${unfinishedPrefix}old-${basename(path)}`);
  mkdirSync(parent, { recursive: true });
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  await write(temporary);
  syncTree(temporary);
  rmSync(replaced, { recursive: true, force: true });
  try {
    renameSync(path, replaced);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  renameSync(temporary, path);
  sync(parent);
  rmSync(replaced, { recursive: true, force: true });
}

/**
 * Tidies up after a process that died in `writeDirectory`: an unfinished directory goes, a finished one whose
 * successor never arrived comes back.
 */
export function recoverDirectories(parent: string): void {
  const names = readdirSync(parent).filter((name) => name.startsWith(unfinishedPrefix));
  const present = new Set(readdirSync(parent));
  for (const name of names) {
    const original = name.slice(`${unfinishedPrefix}old-`.length);
    const isOrphan = name.startsWith(`${unfinishedPrefix}old-`) && !present.has(original);
    if (isOrphan) renameSync(join(parent, name), join(parent, original));
    else rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function syncTree(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else sync(path);
  }
  sync(directory);
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
