import { evaluatePolicy } from './evaluation';
import { openPhase } from './phases/open-phase';
import type { PhaseName } from './phases/phase';
import { newRewardWarnings } from './phases/reward-watch';
import { exportFinal } from './run/export-final';
import { phaseNames, type OpenRun } from './run/open-run';
import { saveCheckpoint } from './run/save-checkpoint';
import type { Stop } from './stop';

/** How a run ended: with its last step, or because it was asked to stop. */
export type TrainOutcome = 'done' | 'interrupted';

/** Trains a run from where it stands to its end: warm-up, then StepGRPO, each followed by a held-out evaluation. */
export async function train(run: OpenRun, stop: Stop): Promise<TrainOutcome> {
  const startedMs = performance.now();
  const outcome = await runPhases(run, stop);
  if (outcome === 'done') {
    await exportFinal(run);
  }
  run.recorder.record({ kind: 'run-end', outcome, durationMs: performance.now() - startedMs });
  return outcome;
}

async function runPhases(run: OpenRun, stop: Stop): Promise<TrainOutcome> {
  const names = phaseNames(run.session.config);
  const first = run.resumed === null ? 0 : names.indexOf(run.resumed.state.phase);
  if (run.resumed === null && names[0] !== 'warmup') {
    await evaluatePolicy(run, { phase: 'start', step: 0, slice: false }, stop);
  }
  for (const name of names.slice(first)) {
    const steps = await runPhase(run, name, stop);
    await evaluatePolicy(run, { phase: name, step: steps, slice: false }, stop);
    if (stop.requested) return 'interrupted';
  }
  return 'done';
}

/**
 * Makes the updates of a phase that are left. A stop ends it after the update at hand, with a checkpoint.
 *
 * Between updates comes first the checkpoint, then the evaluation of a slice: a resumed run makes an evaluation again
 * that was due at its checkpoint, and so ends with the same log.
 */
async function runPhase(run: OpenRun, name: PhaseName, stop: Stop): Promise<number> {
  const { session, recorder } = run;
  const { eval: evaluation, checkpoints } = session.config;
  const opened = await openPhase(run, name);
  const { phase, reference } = opened;
  const progress = session.reporter.start(phase.label, phase.steps, { done: opened.done });
  let [done, saved] = [opened.done, opened.done];
  const save = async (): Promise<void> => {
    await saveCheckpoint(run, { phase, step: done, reference });
    saved = done;
  };
  try {
    while (done < phase.steps && !stop.requested) {
      if (name === 'stepgrpo' && isDue(done, evaluation?.everySteps)) {
        await evaluatePolicy(run, { phase: name, step: done, slice: true }, stop);
        if (stop.requested) break;
      }
      const startedMs = performance.now();
      const { metrics, stagesMs, rollouts, warnings, detail } = await phase.step(done++);
      const durationMs = performance.now() - startedMs;
      for (const message of warnings) recorder.record({ kind: 'warning', message });
      for (const rollout of rollouts) recorder.record({ kind: 'rollout-end', step: done, ...rollout });
      recorder.record({ kind: 'step-end', phase: name, step: done, metrics, stagesMs, durationMs });
      for (const message of newRewardWarnings(recorder.events)) {
        recorder.record({ kind: 'warning', message });
        session.reporter.note(`warning: ${message}`);
      }
      progress.update(done, detail);
      if (done === phase.steps || isDue(done, checkpoints.everySteps)) await save();
    }
    if (stop.requested && saved < done) await save();
  } finally {
    progress.end();
    await opened.dispose();
  }
  return phase.steps;
}

/** Whether something that happens every so many updates happens after `done` of them; 0 and absence are never. */
function isDue(done: number, everySteps = 0): boolean {
  return done > 0 && everySteps > 0 && done % everySteps === 0;
}
