import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import { z } from 'zod';
import { steeringStateSchema } from '../phases/steering';
import { recoverDirectories, writeDirectory } from './atomic-directory';
import { verifyManifest, writeManifest } from './manifest';

const stateName = 'trainer.json';

/**
 * Where a run stands, besides its weights and its optimiser.
 *
 * Random numbers need no state: each is keyed by seed, purpose and step. The data cursor is `step`: the order of the
 * samples depends on seed and epoch only.
 */
const trainerStateSchema = z.strictObject({
  version: z.literal(1),
  phase: z.enum(['warmup', 'stepgrpo']),
  /** Updates of this phase that are done. */
  step: z.number().int().nonnegative(),
  /** Updates of all phases that are done. */
  totalStep: z.number().int().nonnegative(),
  /** Updates the optimiser has made; an update with a gradient that is not finite is not one. */
  optimizerStep: z.number().int().nonnegative(),
  /** Length of `events.jsonl` when the checkpoint was made: a resumed run drops what came after. */
  logBytes: z.number().int().nonnegative(),
  seed: z.union([z.string(), z.number()]),
  configHash: z.string(),
  dataHash: z.string(),
  /** Digest of the run's `reference` directory; null where there is none. */
  reference: z.string().nullable(),
  /** What adapted between updates; absent in checkpoints of a phase where nothing does. */
  steering: steeringStateSchema.optional(),
});
export type TrainerState = z.infer<typeof trainerStateSchema>;

/**
 * Writes `step-NNNNNN` below `directory`, complete or not at all, then removes the oldest beyond `keep`.
 * `writeTensors` adds weights and optimiser state to the directory it is given.
 */
export async function writeCheckpoint(
  directory: string,
  state: TrainerState,
  { keep, writeTensors }: { readonly keep: number; readonly writeTensors: (path: string) => Promise<void> },
): Promise<string> {
  const path = join(directory, checkpointName(state.totalStep));
  await writeDirectory(path, async (temporary) => {
    await writeTensors(temporary);
    writeFileSync(join(temporary, stateName), `${JSON.stringify(state, null, 2)}\n`);
    writeManifest(temporary);
  });
  for (const old of checkpoints(directory).slice(0, -keep)) rmSync(old, { recursive: true });
  return path;
}

/** The complete checkpoints below `directory`, oldest first. */
export function checkpoints(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => /^step-\d{6,}$/.test(name))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .map((name) => join(directory, name));
}

/**
 * The checkpoint to resume from, its files verified; null when the run has none yet.
 *
 * Throws  CheckpointError when it is damaged
 */
export function latestCheckpoint(
  directory: string,
): { readonly path: string; readonly state: TrainerState } | null {
  if (existsSync(directory)) recoverDirectories(directory);
  const path = checkpoints(directory).at(-1);
  if (path === undefined) return null;
  verifyManifest(path);
  return { path, state: readTrainerState(path) };
}

/** Whether a directory is a checkpoint of a run. */
export function isCheckpoint(path: string): boolean {
  return existsSync(join(path, stateName));
}

function readTrainerState(path: string): TrainerState {
  try {
    return trainerStateSchema.parse(JSON.parse(readFileSync(join(path, stateName), 'utf8')));
  } catch (cause) {
    throw new CheckpointError(
      `The checkpoint ${path} has no usable ${stateName}.`,
      'resume with the version of StepGRPO that wrote it, or remove it and resume from the one before.',
      { cause },
    );
  }
}

function checkpointName(totalStep: number): string {
  return `step-${String(totalStep).padStart(6, '0')}`;
}
