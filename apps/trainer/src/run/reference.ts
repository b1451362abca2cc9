import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import type { TrainablePolicy } from '@stepgrpo/model';
import type { Collaborators } from '../collaborators';
import type { Session } from '../session';
import { writeDirectory } from './atomic-directory';
import { manifestDigest, verifyManifest, writeManifest } from './manifest';

/** The frozen policy the KL term refers to, and the digest of the directory that has it. */
export interface Reference {
  readonly policy: TrainablePolicy;
  readonly digest: string;
}

/** Freezes the policy as it is now: a second network around the same weights, saved once for all checkpoints. */
export async function freezeReference({ policy }: Session, directory: string): Promise<Reference> {
  await writeDirectory(directory, async (temporary) => {
    await policy.save(temporary);
    writeManifest(temporary);
  });
  return { policy: policy.withWeights(policy.weights), digest: manifestDigest(directory) };
}

/**
 * The reference a run was started with.
 *
 * Throws  CheckpointError when it is missing, damaged or another one
 */
export async function loadReference(session: Session, directory: string, digest: string): Promise<Reference> {
  if (!existsSync(directory)) {
    throw new CheckpointError(
      `The reference policy ${directory} is missing.`,
      'restore it from a copy of the run.',
    );
  }
  verifyManifest(directory);
  if (manifestDigest(directory) !== digest) {
    throw new CheckpointError(
      `The reference policy ${directory} is not the one this checkpoint was trained against.`,
      'restore it from a copy of the run.',
    );
  }
  const { collaborators, policy, resolved, rng } = session;
  const loaded = await collaborators.openPolicy({
    model: { path: directory },
    backend: resolved.backend,
    rng,
    corpus: async () => [],
  });
  const { weights } = loaded;
  await loaded.dispose();
  return { policy: policy.withWeights(weights), digest };
}

const movedName = 'reference.safetensors';

/** Writes a reference that has moved since the run began into a checkpoint. */
export function saveMovedReference(
  directory: string,
  { policy }: Reference,
  { writeTensors }: Pick<Collaborators, 'writeTensors'>,
): Promise<void> {
  return writeTensors(join(directory, movedName), policy.weights);
}

/** Puts the reference where it stood at a checkpoint; nothing happens when it had not moved. */
export async function restoreMovedReference(
  directory: string,
  { policy }: Reference,
  { readTensors }: Pick<Collaborators, 'readTensors'>,
): Promise<void> {
  const path = join(directory, movedName);
  if (existsSync(path)) policy.setWeights(await readTensors(path));
}
