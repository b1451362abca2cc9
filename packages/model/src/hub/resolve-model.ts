import { existsSync, statSync } from 'node:fs';
import { CheckpointError } from '@stepgrpo/core';
import { downloadModel, type DownloadProgress } from './download-model';
import { modelCache } from './hub-cache';
import { elsewhere } from './hub-client';
import { HubError } from './hub-error';
import { parseHubName } from './hub-name';
import type { HubSettings } from './hub-settings';
import { missingFile } from './snapshot-files';

/**
 * The directory of a model: a directory of that name, else the Hub's model of that name in its cache, else downloaded into the cache.
 *
 * Throws   CheckpointError when the name is neither; HubError when it is not in the cache and cannot be downloaded
 * Example  await resolveModel('Qwen/Qwen2-VL-2B-Instruct', hubSettings(process.env))
 */
export async function resolveModel(
  name: string,
  settings: HubSettings,
  { onProgress }: { readonly onProgress?: DownloadProgress } = {},
): Promise<string> {
  if (existsSync(name)) {
    if (statSync(name).isDirectory()) return name;
    throw new CheckpointError(`${name} is a file.`, 'give the directory that holds it.');
  }
  const hub = parseHubName(name);
  if (hub === null) {
    throw new CheckpointError(
      `There is no directory ${name}.`,
      'give the directory of a checkpoint, or the name of a model on the Hub as owner/name.',
    );
  }
  const cache = modelCache(settings.cache, hub);
  const commit = await cache.commitOf(hub.revision);
  const lacking = commit === null ? 'snapshot of it' : await missingFile(cache.snapshot(commit));
  if (commit !== null && lacking === null) return cache.snapshot(commit);
  if (settings.offline) {
    throw new HubError(
      `There is no directory ${name}, the cache ${settings.cache} has no ${lacking}, and HF_HUB_OFFLINE forbids a download.`,
      elsewhere(hub.repository),
    );
  }
  return downloadModel(hub, { settings, cache, ...(onProgress === undefined ? {} : { onProgress }) });
}
