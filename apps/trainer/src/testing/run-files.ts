import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'smol-toml';
import { aConfig } from './open-fake-session';

/** A directory of its own for one test, with `run.toml` in it. */
export interface RunFiles {
  readonly root: string;
  readonly config: string;
  readonly path: (...names: readonly string[]) => string;
  remove(): void;
}

export function runFiles(): RunFiles {
  const root = mkdtempSync(join(tmpdir(), 'stepgrpo-command-'));
  const config = join(root, 'run.toml');
  writeFileSync(config, stringify(aConfig()));
  const path = (...names: readonly string[]): string => join(root, ...names);
  return { root, config, path, remove: () => rmSync(root, { recursive: true }) };
}
