import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import { isIdle, withoutAdapter, type HostWeights, type TrainablePolicy } from '@stepgrpo/model';
import type { Collaborators } from '../collaborators';
import type { Session } from '../session';
import { adapterBaseOf } from './adapter-base';
import { writeDirectory } from './atomic-directory';
import { manifestDigest, verifyManifest, writeManifest } from './manifest';
import type { RunDirectory } from './run-directory';

/** The frozen policy the KL term refers to, and the digest of the directory that has it. */
export interface Reference {
  readonly policy: TrainablePolicy;
  readonly digest: string;
}

/**
 * Freezes the policy as it is now: a second network around the same weights, saved once for all checkpoints. With adapters it
 * is their base, shared, with a copy of the adapters alone, or with none while they change nothing.
 */
export async function freezeReference(session: Session, run: RunDirectory): Promise<Reference> {
  const { policy } = session;
  const base = adapterBaseOf(session, run, run.reference);
  await writeDirectory(run.reference, async (temporary) => {
    await policy.save(temporary, { base });
    writeManifest(temporary);
  });
  return { policy: frozen(policy, policy.weights), digest: manifestDigest(run.reference) };
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
  return { policy: frozen(session.policy, await savedWeights(session, directory)), digest };
}

async function savedWeights(session: Session, directory: string): Promise<HostWeights> {
  const { collaborators, policy, resolved, rng } = session;
  const request = { model: { path: directory }, backend: resolved.backend, rng, corpus: async () => [] };
  const loaded =
    policy.lora === null
      ? await collaborators.openPolicy(request)
      : await collaborators.openAdapter(policy, directory);
  const { weights } = loaded;
  await loaded.dispose();
  return weights;
}

/** The network of the policy around other weights, without adapters that change nothing. */
function frozen(policy: TrainablePolicy, weights: HostWeights): TrainablePolicy {
  return policy.withWeights(isIdle(weights) ? withoutAdapter(weights) : weights);
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
