import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from '@stepgrpo/core';
import { stringify } from 'smol-toml';
import { runCli } from '../cli';
import { withOverride } from '../config/set-option';
import { fakeCollaborators, type Calls } from './fake-collaborators';
import { fakeIo } from './fake-io';

/** A data source for a config. */
export const digits = { kind: 'digits', split: 'train', count: 6 };
/** A config of two short phases. */
const base = {
  name: 'base',
  model: { preset: 'tiny' },
  warmup: {
    epochs: 1,
    data: digits,
    optim: { learningRate: 0.5, microBatchSize: 2, warmupRatio: 0, schedule: 'constant' },
  },
  stepgrpo: {
    data: digits,
    steps: 4,
    promptsPerStep: 2,
    groupSize: 2,
    rewards: [{ name: 'step-accuracy' }],
    optim: { learningRate: 0.5, microBatchSize: 2, warmupRatio: 0, schedule: 'constant' },
  },
  eval: { data: { ...digits, split: 'test' } },
};

/** What a run did, as its collaborators, its log and its directory saw it. */
export interface Seen extends Calls {
  readonly directory: string;
  readonly events: readonly RunEvent[];
  readonly checkpoints: readonly string[];
  readonly final: readonly string[];
  readonly warmupUpdates: Calls['updates'];
  readonly rlUpdates: Calls['updates'];
  /** What the last checkpoint knows of what adapts. */
  readonly steering: { readonly entropyCoefficient: number };
}

/** Trains with fake collaborators and these values in the config; keys are paths such as `stepgrpo.optim.beta1`. */
export async function runWithOptions(overrides: Readonly<Record<string, unknown>>): Promise<Seen> {
  const runs = mkdtempSync(join(tmpdir(), 'stepgrpo-options-'));
  try {
    return await runIn(runs, overrides);
  } finally {
    rmSync(runs, { recursive: true });
  }
}

async function runIn(runs: string, overrides: Readonly<Record<string, unknown>>): Promise<Seen> {
  let config: unknown = base;
  for (const [key, value] of Object.entries(overrides))
    config = withOverride(config, { path: key.split('.'), value });
  const file = join(runs, 'run.toml');
  writeFileSync(file, stringify(JSON.parse(JSON.stringify(config)) as object));
  const collaborators = fakeCollaborators();
  const io = fakeIo(collaborators);
  const exitCode = await runCli(['train', file, '--runs', runs], io);
  if (exitCode !== 0) throw new Error(io.written.stderr);
  const directory = readdirSync(runs).find((name) => name !== 'run.toml')!;
  const events = readFileSync(join(runs, directory, 'events.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
  const count = (phase: string): number =>
    events.filter((event) => event.kind === 'step-end' && event.phase === phase).length;
  const { calls } = collaborators;
  return {
    ...calls,
    directory,
    events,
    checkpoints: readdirSync(join(runs, directory, 'checkpoints')),
    final: readdirSync(join(runs, directory, 'final')),
    warmupUpdates: calls.updates.slice(0, count('warmup')),
    rlUpdates: calls.updates.slice(count('warmup')),
    steering: steeringOf(join(runs, directory, 'checkpoints')),
  };
}

function steeringOf(checkpoints: string): Seen['steering'] {
  const state = readFileSync(
    join(checkpoints, readdirSync(checkpoints).sort().at(-1)!, 'trainer.json'),
    'utf8',
  );
  return (JSON.parse(state) as { steering: Seen['steering'] }).steering;
}
