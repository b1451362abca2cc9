import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HubName } from './hub-name';

/**
 * The cache that huggingface_hub and transformers share: `blobs` by hash, `snapshots/<commit>` of links to them, and `refs` from
 * branch names to commits.
 *
 * Source  huggingface.co/docs/huggingface_hub/guides/manage-cache
 */
export interface ModelCache {
  /** The commit that a revision was when it was last downloaded; null when it never was. */
  commitOf(revision: string): Promise<string | null>;
  snapshot(commit: string): string;
  blob(hash: string): string;
  /** Puts a blob into a snapshot under its name. */
  link(commit: string, name: string, hash: string): Promise<void>;
  /** Remembers what a revision is. */
  setCommit(revision: string, commit: string): Promise<void>;
}

/** Whether a text is the id of a commit. */
export function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/** The part of the cache that holds one model; nothing is read or written yet. */
export function modelCache(cache: string, { repository }: HubName): ModelCache {
  const root = join(cache, `models--${repository.replace('/', '--')}`);
  const snapshot = (commit: string): string => join(root, 'snapshots', commit);
  const blob = (hash: string): string => join(root, 'blobs', hash);
  return {
    snapshot,
    blob,
    async commitOf(revision) {
      if (isCommit(revision)) return existsSync(snapshot(revision)) ? revision : null;
      const text = await readFile(join(root, 'refs', revision), 'utf8').catch(() => '');
      return isCommit(text.trim()) ? text.trim() : null;
    },
    async link(commit, name, hash) {
      const path = join(snapshot(commit), name);
      await mkdir(dirname(path), { recursive: true });
      await rm(path, { force: true });
      // Where links are not allowed, as on some Windows machines, the file itself stands there.
      await symlink(join('..', '..', 'blobs', hash), path).catch(() => copyFile(blob(hash), path));
    },
    async setCommit(revision, commit) {
      if (isCommit(revision)) return;
      const path = join(root, 'refs', revision);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.new`, commit);
      await rename(`${path}.new`, path);
    },
  };
}
