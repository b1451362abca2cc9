import { join } from 'node:path';
import type { Phase } from '../phases/phase';
import { warmupSteps } from '../phases/warmup';
import { adapterBaseOf } from './adapter-base';
import { writeCheckpoint } from './checkpoint';
import type { OpenRun } from './open-run';
import { saveOptimizer } from './optimizer-file';
import { saveMovedReference, type Reference } from './reference';

/** Where the run stands. */
export interface CheckpointPoint {
  readonly phase: Phase;
  /** Updates of the phase that are done. */
  readonly step: number;
  readonly reference: Reference | null;
}

/** Writes a checkpoint to resume from and records it. */
export async function saveCheckpoint(
  run: OpenRun,
  { phase, step, reference }: CheckpointPoint,
): Promise<string> {
  const { config, collaborators, data, policy } = run.session;
  const earlier = phase.name === 'warmup' ? 0 : warmupSteps(run.session);
  const optimizer = phase.updater.state();
  const state = {
    version: 1,
    phase: phase.name,
    step,
    totalStep: earlier + step,
    optimizerStep: optimizer.step,
    logBytes: run.recorder.sync(),
    seed: config.seed,
    configHash: run.configHash,
    dataHash: data.hash,
    reference: reference?.digest ?? null,
    ...(phase.steering === undefined ? {} : { steering: phase.steering.state() }),
  } as const;
  const base = adapterBaseOf(run.session, run.directory, join(run.directory.checkpoints, 'step'));
  const path = await writeCheckpoint(run.directory.checkpoints, state, {
    keep: config.checkpoints.keep,
    writeTensors: async (directory) => {
      await policy.save(directory, { base });
      await saveOptimizer(directory, optimizer, collaborators);
      if (reference !== null && config.stepgrpo?.referenceSync !== undefined)
        await saveMovedReference(directory, reference, collaborators);
    },
  });
  run.recorder.record({ kind: 'checkpoint-end', phase: phase.name, step, path });
  return path;
}
