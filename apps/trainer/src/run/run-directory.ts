import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, runConfigSchema, type RunConfig } from '@stepgrpo/core';
import { parse, stringify } from 'smol-toml';
import { reasonOf } from '../reason-of';

/** Where everything of a run is. */
export interface RunDirectory {
  readonly path: string;
  /** The resolved config: every default written out. */
  readonly config: string;
  readonly events: string;
  readonly checkpoints: string;
  /** The policy at the start of StepGRPO, which the KL term refers to. */
  readonly reference: string;
  /** The untrained weights of a preset, where a run trains adapters: what these belong to. */
  readonly base: string;
  /** The trained policy as a Hugging Face directory. */
  readonly final: string;
  /** Answers to the held-out questions, graded, by phase. */
  readonly predictions: (phase: string) => string;
  /** Summary, report, learning curve, sample images. */
  readonly file: (name: string) => string;
}

/** The layout of a run directory; nothing is read or written. */
export function runDirectory(path: string): RunDirectory {
  return {
    path,
    config: join(path, 'config.toml'),
    events: join(path, 'events.jsonl'),
    checkpoints: join(path, 'checkpoints'),
    reference: join(path, 'reference'),
    base: join(path, 'base'),
    final: join(path, 'final'),
    predictions: (phase) => join(path, 'evaluations', `${phase}.jsonl`),
    file: (name) => join(path, name),
  };
}

/**
 * Throws unless a new run may be written to `path`: nothing is there, or `force` and what is there is a run.
 *
 * Throws  ConfigError that says how to go on
 */
export function assertFree(path: string, { force }: { readonly force: boolean }): void {
  if (!existsSync(path) || readdirSync(path).length === 0) return;
  if (!existsSync(runDirectory(path).config)) {
    throw new ConfigError(`${path} exists and is not a run.`, 'choose another name with --name.');
  }
  if (force) return;
  throw new ConfigError(
    `The run ${path} exists already.`,
    `continue it with --resume ${path}, give the new run another name with --name, or replace it with --force.`,
  );
}

/** Makes the directory of a new run and writes its resolved config. A run that is there already is removed. */
export function createRunDirectory(path: string, config: RunConfig): RunDirectory {
  assertFree(path, { force: true });
  rmSync(path, { recursive: true, force: true });
  const run = runDirectory(path);
  mkdirSync(run.checkpoints, { recursive: true });
  writeFileSync(run.config, stringify(config));
  return run;
}

/**
 * The directory of a run that was started before, and its config.
 *
 * Throws  ConfigError when there is no run there, or its config is broken
 */
export function openRunDirectory(path: string): { readonly run: RunDirectory; readonly config: RunConfig } {
  const run = runDirectory(path);
  try {
    return { run, config: runConfigSchema.parse(parse(readFileSync(run.config, 'utf8'))) };
  } catch (cause) {
    throw new ConfigError(
      `${path} holds no run: ${run.config} cannot be read (${reasonOf(cause).split('\n', 1)[0] ?? ''}).`,
      'give the directory of a run, as in --resume runs/digits.',
      undefined,
      { cause },
    );
  }
}

/** The first of `name`, `name-2`, `name-3`, … that `root` does not have yet. */
export function freeName(root: string, name: string): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!existsSync(join(root, candidate))) return candidate;
  }
}

/** SHA-256 of a config, whatever the order of its keys. */
export function configHash(config: RunConfig): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(config)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
}
