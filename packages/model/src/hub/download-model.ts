import { existsSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { downloadFile } from './download-file';
import type { ModelCache } from './hub-cache';
import { asHubError, hubFetch, listModel, type HubFile } from './hub-client';
import { HubError } from './hub-error';
import type { HubName } from './hub-name';
import type { HubSettings } from './hub-settings';
import { missingFile } from './snapshot-files';

/** Bytes that are there, of all that are needed. */
export type DownloadProgress = (doneBytes: number, totalBytes: number) => void;

/**
 * Downloads what a snapshot lacks and gives its directory. The cache knows the revision only once everything is there.
 *
 * Throws  HubError when the model cannot be had, is no model for this package, or does not fit on the disk
 */
export async function downloadModel(
  name: HubName,
  {
    settings,
    cache,
    onProgress,
  }: { readonly settings: HubSettings; readonly cache: ModelCache; readonly onProgress?: DownloadProgress },
): Promise<string> {
  const { commit, files } = await listModel(name, settings);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const missing = files.filter(({ hash }) => !existsSync(cache.blob(hash)));
  await assertRoom(settings.cache, missing, name);
  let done = total - missing.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const file of missing) {
    const url = `${settings.endpoint}/${name.repository}/resolve/${commit}/${encodeURIComponent(file.name)}`;
    const before = done;
    try {
      await downloadFile({
        url,
        file,
        target: cache.blob(file.hash),
        fetch: hubFetch(settings),
        onBytes: (bytes) => onProgress?.(before + bytes, total),
      });
    } catch (error) {
      throw asHubError(error, name, settings);
    }
    done = before + file.bytes;
  }
  for (const file of files) await cache.link(commit, file.name, file.hash);
  const directory = cache.snapshot(commit);
  const lacking = files.length === 0 ? 'config.json' : await missingFile(directory);
  if (lacking !== null) {
    throw new HubError(
      `${name.repository} on the Hub has no ${lacking}.`,
      'name a Qwen2-VL or Qwen2.5-VL repository with safetensors weights.',
    );
  }
  await cache.setCommit(name.revision, commit);
  return directory;
}

async function assertRoom(
  directory: string,
  files: readonly HubFile[],
  { repository }: HubName,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const needed = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const { bavail, bsize } = await statfs(directory);
  if (needed <= bavail * bsize) return;
  const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
  throw new HubError(
    `${repository} takes ${gigabytes(needed)} GB more; ${directory} has ${gigabytes(bavail * bsize)} GB free.`,
    'free some, or set HF_HOME to a larger disk.',
  );
}
