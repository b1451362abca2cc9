import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HubApiError } from '@huggingface/hub';
import { answerTimeoutMs, type HubFile } from './hub-client';
import { HubError } from './hub-error';

export interface DownloadRequest {
  readonly url: string;
  readonly file: HubFile;
  /** Where the finished file goes; beside it `.incomplete` grows. */
  readonly target: string;
  readonly fetch: typeof fetch;
  /** Attempts in a row without a new byte before giving up. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt; doubled each time. */
  readonly pauseMs?: number;
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Downloads a file, going on where an earlier attempt ended, of this process or another. It appears under its name once its size and
 * hash are those announced.
 *
 * Throws  HubError when the content is not what was announced; HubApiError when the server refuses; the error of the connection
 *         when it fails again and again
 */
export async function downloadFile(request: DownloadRequest): Promise<void> {
  const { file, target, attempts = 5, pauseMs = 1000 } = request;
  const partial = `${target}.incomplete`;
  await mkdir(dirname(target), { recursive: true });
  let failures = 0;
  for (let before = await sizeOf(partial); ;) {
    try {
      const resumed = await fetchRest(request, partial);
      if (await isAsAnnounced(partial, file)) break;
      await rm(partial, { force: true });
      if (!resumed) throw damaged(file);
    } catch (error) {
      if (error instanceof HubError || isRefusal(error)) throw error;
      const now = await sizeOf(partial);
      failures = now > before ? 1 : failures + 1;
      before = now;
      if (failures >= attempts) throw error;
      await sleep(pauseMs * 2 ** (failures - 1));
    }
  }
  await rename(partial, target);
}

/** Appends what is missing; whether something was there already. */
async function fetchRest(request: DownloadRequest, partial: string): Promise<boolean> {
  const { url, file, fetch: get, onBytes } = request;
  if ((await sizeOf(partial)) > file.bytes) await rm(partial, { force: true });
  const start = await sizeOf(partial);
  if (start === file.bytes) {
    if (start === 0) await (await open(partial, 'a')).close();
    return start > 0;
  }
  const stall = new AbortController();
  const watch = (): NodeJS.Timeout =>
    setTimeout(() => stall.abort(new Error('the transfer stalled')), answerTimeoutMs);
  let timer = watch();
  try {
    const headers: Record<string, string> = { 'accept-encoding': 'identity' };
    if (start > 0) headers['range'] = `bytes=${start}-`;
    const response = await get(url, { headers, signal: stall.signal });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new HubApiError(url, response.status);
    }
    const isRest = response.status === 206 && startOf(response) === start;
    const output = await open(partial, isRest ? 'a' : 'w');
    let written = isRest ? start : 0;
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        clearTimeout(timer);
        timer = watch();
        written += chunk.length;
        if (written > file.bytes) throw tooLong(file);
        await output.writeFile(chunk);
        onBytes?.(written);
      }
    } finally {
      await output.close();
    }
    if (written < file.bytes) throw new Error(`the transfer ended after ${written} of ${file.bytes} bytes`);
    return isRest && start > 0;
  } finally {
    clearTimeout(timer);
  }
}

function startOf(response: Response): number {
  return Number(/^bytes (\d{1,15})-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? -1);
}

async function isAsAnnounced(path: string, { bytes, hash, algorithm }: HubFile): Promise<boolean> {
  if ((await sizeOf(path)) !== bytes) return false;
  const digest = hashOf(algorithm, bytes);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
    digest.update(chunk as Buffer);
  return digest.digest('hex') === hash;
}

/** Source  git hashes a file as "blob <bytes>\0" and its content */
function hashOf(algorithm: HubFile['algorithm'], bytes: number): Hash {
  switch (algorithm) {
    case 'sha256':
      return createHash('sha256');
    case 'git-sha1':
      return createHash('sha1').update(`blob ${bytes}\0`);
    default:
      return algorithm satisfies never;
  }
}

/** A refusal stays one however often it is asked. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof HubApiError && error.statusCode < 500 && ![408, 416, 429].includes(error.statusCode)
  );
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function damaged({ name, hash }: HubFile): HubError {
  return new HubError(
    `${name} does not have the hash that the Hub announced (${hash}); it was removed.`,
    'try again; a proxy may have changed it.',
  );
}

function tooLong({ name, bytes }: HubFile): HubError {
  return new HubError(
    `${name} is longer than the ${bytes} bytes that the Hub announced.`,
    'try again later.',
  );
}
