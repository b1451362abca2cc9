import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the Hub is, where its cache is, and who asks. */
export interface HubSettings {
  /** Without a slash at the end. */
  readonly endpoint: string;
  /** Directory of `models--<owner>--<name>` folders. */
  readonly cache: string;
  readonly token: string | null;
  /** Nothing is asked over the network. */
  readonly offline: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Settings from the environment, by the variables and the files that huggingface_hub reads: HF_ENDPOINT, HF_HUB_CACHE, HF_HOME,
 * XDG_CACHE_HOME, HF_TOKEN, the token file that `hf auth login` writes (HF_TOKEN_PATH), HF_HUB_OFFLINE.
 *
 * Source  huggingface/huggingface_hub src/huggingface_hub/constants.py
 */
export function hubSettings(env: Environment, home: string = homedir()): HubSettings {
  const value = (...names: readonly string[]): string | undefined =>
    names.map((name) => env[name]?.trim()).find((text) => text !== undefined && text !== '');
  const hubHome = value('HF_HOME') ?? join(value('XDG_CACHE_HOME') ?? join(home, '.cache'), 'huggingface');
  return {
    endpoint: (value('HF_ENDPOINT') ?? 'https://huggingface.co').replace(/\/+$/, ''),
    cache: value('HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE') ?? join(hubHome, 'hub'),
    token:
      value('HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN') ??
      tokenIn(value('HF_TOKEN_PATH') ?? join(hubHome, 'token')),
    offline: ['1', 'ON', 'YES', 'TRUE'].includes(
      (value('HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE') ?? '').toUpperCase(),
    ),
  };
}

function tokenIn(path: string): string | null {
  try {
    const token = readFileSync(path, 'utf8').trim();
    return token === '' ? null : token;
  } catch {
    return null; // nobody is logged in
  }
}
