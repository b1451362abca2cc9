import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, runConfigSchema, type RunConfig, type RunEvent } from '@stepgrpo/core';
import type { Collaborators } from '../collaborators';
import type { Reporter } from '../progress/reporter';
import { resumeRun, startRun, type OpenRun } from '../run/open-run';
import { configHash, openRunDirectory, runDirectory } from '../run/run-directory';
import { readRunLog } from '../run/run-log';
import type { Stop } from '../stop';
import { train } from '../train';
import { armConfig, arms, requirePhases, warmupConfig, type Arm } from './arms';

export interface AblationOptions {
  readonly collaborators: Collaborators;
  readonly reporter: Reporter;
  readonly stop: Stop;
  /** Where the runs of all seeds and arms are. */
  readonly path: string;
  readonly seeds: readonly number[];
  /** Names of the arms to run; all when absent. */
  readonly arms?: readonly string[] | undefined;
}

/** What one arm came to with one seed. */
export interface ArmRun {
  readonly arm: string;
  readonly label: string;
  readonly seed: number;
  /** Share of held-out questions answered right in the end. */
  readonly accuracy: number;
  /** Held-out accuracy by step, the start included. */
  readonly accuracyCurve: readonly Point[];
  /** Mean reward per completion by step, in the points of the arm's own rewards. */
  readonly rewardCurve: readonly Point[];
  readonly durationMs: number;
}
export type Point = readonly [step: number, value: number];

/**
 * Trains every arm for every seed, each from the warm-up of its seed, with the same prompts and as many rollouts and
 * updates. What is done already is not done again; a run that was interrupted goes on where it was.
 *
 * Range   null when it was asked to stop before all was done
 * Throws  ConfigError when the config lacks a phase, an arm of it cannot be trained, or a run directory is something else
 */
export async function runAblation(
  config: RunConfig,
  { collaborators, reporter, stop, path, seeds, arms: wanted }: AblationOptions,
): Promise<readonly ArmRun[] | null> {
  requirePhases(config);
  const chosen = arms.filter(({ name }) => wanted === undefined || wanted.includes(name));
  await checkArms(config, chosen, collaborators);
  const runs: ArmRun[] = [];
  for (const seed of seeds) {
    const warmup = join(path, `seed-${seed}`, 'warm-up');
    reporter.note(`seed ${seed}: warm-up`);
    const done = await finish(warmup, warmupConfig(config, seed), { collaborators, reporter, stop });
    if (!done) return null;
    for (const arm of chosen) {
      const directory = arm.phase === null ? warmup : join(path, `seed-${seed}`, arm.name);
      if (arm.phase !== null) {
        reporter.note(`seed ${seed}: ${arm.label}`);
        const of = armConfig(config, { arm, seed, warmup: runDirectory(warmup).final });
        if (!(await finish(directory, of, { collaborators, reporter, stop }))) return null;
      }
      runs.push(armRun(arm, seed, readRunLog(runDirectory(directory).events)));
    }
  }
  return runs;
}

/** An arm that cannot be trained must fail before the first warm-up, not after. */
async function checkArms(
  config: RunConfig,
  chosen: readonly Arm[],
  { createRules }: Pick<Collaborators, 'createRules'>,
): Promise<void> {
  for (const arm of chosen) {
    const of = armConfig(config, { arm, seed: 0, warmup: 'warm-up' });
    try {
      if (arm.phase === null) continue;
      runConfigSchema.parse(of);
      await createRules(of.stepgrpo?.rewards ?? []);
    } catch (cause) {
      throw new ConfigError(
        `the arm "${arm.name}" cannot be trained: ${cause instanceof Error ? cause.message : String(cause)}`,
        'change the config so that each of its rules stands alone, or choose other arms.',
        'stepgrpo',
        { cause },
      );
    }
  }
}

/** Brings a run to its end, from wherever it is. False when it was asked to stop. */
async function finish(
  path: string,
  config: RunConfig,
  { collaborators, reporter, stop }: Pick<AblationOptions, 'collaborators' | 'reporter' | 'stop'>,
): Promise<boolean> {
  const directory = runDirectory(path);
  const isStarted = existsSync(directory.config);
  if (isStarted && configHash(openRunDirectory(path).config) !== configHash(config)) {
    throw new ConfigError(
      'was trained with another config.',
      'give the config it was started with, or --out another directory.',
      path,
    );
  }
  if (isStarted && existsSync(directory.events) && isDone(readRunLog(directory.events))) return true;
  const options = { collaborators, reporter, path };
  const run: OpenRun = isStarted
    ? await resumeRun(options)
    : await startRun(config, { ...options, force: false });
  try {
    return (await train(run, stop)) === 'done';
  } finally {
    await run.close();
  }
}

function isDone(events: readonly RunEvent[]): boolean {
  const last = events.at(-1);
  return last?.kind === 'run-end' && last.outcome === 'done';
}

/** What a finished run of an arm says about it. */
function armRun({ name, label }: Arm, seed: number, events: readonly RunEvent[]): ArmRun {
  const accuracyCurve = new Map<number, number>();
  const rewardCurve: Point[] = [];
  let durationMs = 0;
  for (const event of events) {
    if (event.kind === 'eval-end') {
      const accuracy = event.scores['accuracy'];
      const step = event.phase === 'stepgrpo' ? event.step : 0;
      if (accuracy !== undefined && !(event.slice && accuracyCurve.has(step)))
        accuracyCurve.set(step, accuracy.mean);
    }
    if (event.kind !== 'step-end') continue;
    durationMs += event.durationMs;
    const reward = event.metrics['reward'];
    if (event.phase === 'stepgrpo' && typeof reward === 'number') rewardCurve.push([event.step, reward]);
  }
  const points = [...accuracyCurve].sort(([a], [b]) => a - b);
  const accuracy = points.at(-1)?.[1] ?? Number.NaN;
  return { arm: name, label, seed, accuracy, accuracyCurve: points, rewardCurve, durationMs };
}
