import { HubApiError, listFiles, modelInfo } from '@huggingface/hub';
import { isCommit } from './hub-cache';
import { HubError } from './hub-error';
import type { HubName } from './hub-name';
import type { HubSettings } from './hub-settings';
import { isModelFile } from './snapshot-files';

/** A file as the Hub announces it. */
export interface HubFile {
  readonly name: string;
  readonly bytes: number;
  /** What the content must hash to: SHA-256 of large files, SHA-1 of a git blob of the others; in hexadecimal. */
  readonly hash: string;
  readonly algorithm: 'sha256' | 'git-sha1';
}

/** What the Hub says about one revision of a model. */
export interface HubListing {
  readonly commit: string;
  readonly files: readonly HubFile[];
}

/** Most entries of a repository's top folder that are read. */
const mostEntries = 10_000;
/** Milliseconds without an answer. */
export const answerTimeoutMs = 30_000;

/**
 * The commit of a revision and the files to download.
 *
 * Throws  HubError when the Hub cannot be reached, refuses, knows no such model, or answers nonsense
 */
export async function listModel(name: HubName, settings: HubSettings): Promise<HubListing> {
  const { repository, revision } = name;
  const hub = { hubUrl: settings.endpoint, fetch: hubFetch(settings) };
  try {
    const { sha } = await modelInfo({ name: repository, revision, additionalFields: ['sha'], ...hub });
    if (typeof sha !== 'string' || !isCommit(sha)) throw nonsense(name, `the commit ${JSON.stringify(sha)}`);
    const files: HubFile[] = [];
    let entries = 0;
    for await (const entry of listFiles({
      repo: { type: 'model', name: repository },
      revision: sha,
      ...hub,
    })) {
      if (++entries > mostEntries) throw nonsense(name, `more than ${mostEntries} files`);
      if (entry.type === 'file' && isModelFile(entry.path)) files.push(fileOf(entry, name));
    }
    return { commit: sha, files };
  } catch (error) {
    throw asHubError(error, name, settings);
  }
}

/** `fetch` with the token, which goes to the Hub alone and not where it redirects to. */
export function hubFetch({ endpoint, token }: HubSettings): typeof fetch {
  return (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const headers = new Headers(init?.headers);
    if (token !== null && new URL(url).origin === new URL(endpoint).origin) {
      headers.set('authorization', `Bearer ${token}`);
    }
    return fetch(url, { ...init, headers, signal: init?.signal ?? AbortSignal.timeout(answerTimeoutMs) });
  };
}

/** Any failure of a request as an error that says what to do about it. */
export function asHubError(
  error: unknown,
  { repository, revision }: HubName,
  settings: HubSettings,
): HubError {
  if (error instanceof HubError) return error;
  const status = error instanceof HubApiError ? error.statusCode : null;
  if (status === 401 || status === 403) {
    const given = settings.token === null ? 'no token was sent' : 'the token was not accepted for it';
    return new HubError(
      `The Hub refuses ${repository} (${status}; ${given}).`,
      `accept the model's terms at ${settings.endpoint}/${repository} if it has any, and set HF_TOKEN or run "hf auth login"; a misspelt name is refused the same way.`,
      { cause: error },
    );
  }
  if (status === 404) {
    return new HubError(
      `The Hub has no model ${repository} with the revision ${revision}.`,
      'check the spelling, or give a directory.',
      { cause: error },
    );
  }
  const reason = status === null ? reasonOf(error) : `status ${status}`;
  return new HubError(
    `${settings.endpoint} cannot be used to get ${repository} (${reason}).`,
    elsewhere(repository),
    {
      cause: error,
    },
  );
}

/** How to do without the network. */
export function elsewhere(repository: string): string {
  return `where there is a network, run "hf download ${repository} --local-dir DIR", and give DIR here; or set HF_HOME to a cache that has it.`;
}

function fileOf(
  entry: {
    readonly path: string;
    readonly size: number;
    readonly oid?: string;
    readonly lfs?: { readonly oid: string; readonly size: number };
  },
  name: HubName,
): HubFile {
  const { oid: hash = '', size: bytes } = entry.lfs ?? entry;
  const [algorithm, digits] =
    entry.lfs === undefined ? (['git-sha1', 40] as const) : (['sha256', 64] as const);
  if (!Number.isSafeInteger(bytes) || bytes < 0 || hash.length !== digits || !/^[0-9a-f]+$/.test(hash)) {
    throw nonsense(
      name,
      `"${entry.path}" of ${bytes} bytes with the hash ${JSON.stringify(hash.slice(0, 80))}`,
    );
  }
  return { name: entry.path, bytes, hash, algorithm };
}

function nonsense({ repository }: HubName, what: string): HubError {
  return new HubError(
    `The Hub announces ${what} for ${repository}.`,
    'try again later, or give a directory.',
  );
}

function reasonOf(error: unknown): string {
  const { cause, name, message } = error as { cause?: { code?: string }; name?: string; message?: string };
  if (name === 'TimeoutError') return `no answer within ${answerTimeoutMs / 1000} s`;
  return cause?.code ?? message ?? String(error);
}
