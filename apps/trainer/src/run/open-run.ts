import { ConfigError, type RunConfig } from '@stepgrpo/core';
import type { Collaborators } from '../collaborators';
import { findFittingSamples } from '../phases/fitting-samples';
import type { PhaseName } from '../phases/phase';
import type { Reporter } from '../progress/reporter';
import { openSession, type Session } from '../session';
import { version } from '../version';
import { writeAdapterBase } from './adapter-base';
import { latestCheckpoint, type TrainerState } from './checkpoint';
import { createRecorder, type Recorder } from './recorder';
import {
  assertFree,
  configHash,
  createRunDirectory,
  openRunDirectory,
  type RunDirectory,
} from './run-directory';
import { openRunLog, readRunLog } from './run-log';

/** A run that is open for training. */
export interface OpenRun {
  readonly session: Session;
  readonly directory: RunDirectory;
  readonly recorder: Recorder;
  readonly configHash: string;
  /** Positions in the StepGRPO data of the samples that fit. */
  readonly fitting: readonly number[];
  /** The checkpoint this process continues from; null when it starts at the beginning. */
  readonly resumed: { readonly path: string; readonly state: TrainerState } | null;
  close(): Promise<void>;
}

export interface OpenRunOptions {
  readonly collaborators: Collaborators;
  readonly reporter: Reporter;
  readonly path: string;
}

/**
 * Opens a new run: session first, directory last, so that a config that cannot run leaves nothing behind.
 *
 * Throws  ConfigError when the directory is taken and `force` is not set
 */
export async function startRun(
  config: RunConfig,
  { force, ...options }: OpenRunOptions & { readonly force: boolean },
): Promise<OpenRun> {
  assertFree(options.path, { force });
  return openRun(config, options, async () => createRunDirectory(options.path, config), null);
}

/**
 * Opens a run again where its latest checkpoint left it; from the beginning when it has none.
 *
 * Throws  ConfigError when it is no run, or its data or config are not what they were
 */
export async function resumeRun(options: OpenRunOptions): Promise<OpenRun> {
  const { run, config } = openRunDirectory(options.path);
  const resumed = latestCheckpoint(run.checkpoints);
  if (resumed !== null && resumed.state.configHash !== configHash(config)) {
    throw new ConfigError(
      'was edited after the checkpoint was written.',
      'undo the edit, or start a new run with --name.',
      run.config,
    );
  }
  return openRun(config, options, async () => run, resumed);
}

async function openRun(
  config: RunConfig,
  { collaborators, reporter }: OpenRunOptions,
  directoryOf: () => Promise<RunDirectory>,
  resumed: OpenRun['resumed'],
): Promise<OpenRun> {
  const resumeFrom = resumed === null ? {} : { resumeFrom: resumed.path };
  const session = await openSession(config, { collaborators, reporter, ...resumeFrom });
  try {
    assertSameData(session, resumed);
    const { indices, tooLong } = await findFittingSamples(session);
    const directory = await directoryOf();
    if (resumed === null) await writeAdapterBase(session, directory);
    const log = openRunLog(directory.events, { keepBytes: resumed?.state.logBytes ?? 0 });
    const recorder = createRecorder(log, { earlier: resumed === null ? [] : readRunLog(directory.events) });
    recordOpening(recorder, session, resumed);
    for (const { id, tokens } of resumed === null ? tooLong : []) {
      recorder.record({ kind: 'warning', message: `sample ${id} left out: its prompt has ${tokens} tokens` });
    }
    return {
      session,
      directory,
      recorder,
      configHash: configHash(config),
      fitting: indices,
      resumed,
      async close() {
        await session.dispose();
        await recorder.close();
      },
    };
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

function assertSameData({ data }: Session, resumed: OpenRun['resumed']): void {
  if (resumed === null || resumed.state.dataHash === data.hash) return;
  throw new ConfigError(
    'The data is not what it was when the checkpoint was written.',
    'restore the data files, or start a new run with --name.',
  );
}

function recordOpening(
  recorder: Recorder,
  { config, resolved, data }: Session,
  resumed: OpenRun['resumed'],
): void {
  if (resumed !== null) {
    const { phase, step } = resumed.state;
    recorder.record({ kind: 'checkpoint-end', phase, step, path: resumed.path });
    recorder.record({ kind: 'run-resume', phase, step });
    return;
  }
  const { backend, reason } = resolved;
  recorder.record({
    kind: 'run-start',
    config,
    seed: config.seed,
    dataHash: data.hash,
    versions: { node: process.version, stepgrpo: version, platform: `${process.platform}-${process.arch}` },
    backend: { name: backend.name, reason, threads: backend.threads },
  });
}

/** The phases a config has, in order. */
export function phaseNames({ warmup, stepgrpo }: RunConfig): readonly PhaseName[] {
  return [
    ...(warmup === undefined ? [] : ['warmup' as const]),
    ...(stepgrpo === undefined ? [] : ['stepgrpo' as const]),
  ];
}
