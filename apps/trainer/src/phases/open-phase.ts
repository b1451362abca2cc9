import { withoutAdapter, type TrainablePolicy } from '@stepgrpo/model';
import { loadOptimizer } from '../run/optimizer-file';
import type { OpenRun } from '../run/open-run';
import { freezeReference, loadReference, restoreMovedReference, type Reference } from '../run/reference';
import type { MismatchDoctor } from '../mismatch/mismatch-doctor';
import type { OtherWeights } from '../mismatch/suspects';
import type { Session } from '../session';
import type { Phase, PhaseName } from './phase';
import { openStepGrpo } from './stepgrpo';
import { openWarmup } from './warmup';

/** A phase ready for its next update. */
export interface OpenPhase {
  readonly phase: Phase;
  /** Updates of this phase that are done. */
  readonly done: number;
  /** What the phase keeps close to; null without a KL term. */
  readonly reference: Reference | null;
  dispose(): Promise<void>;
}

/** Opens a phase at its beginning, or where the checkpoint of the run left it. */
export async function openPhase(run: OpenRun, name: PhaseName): Promise<OpenPhase> {
  const { session, resumed, recorder } = run;
  const state = resumed?.state.phase === name ? resumed.state : null;
  const reference = name === 'stepgrpo' ? await openReference(run, state?.reference ?? null) : null;
  const phase =
    name === 'warmup'
      ? openWarmup(session)
      : await openStepGrpo(session, {
          reference: reference?.policy ?? null,
          indices: run.fitting,
          doctor: doctorOf(session, reference),
        });
  if (resumed !== null && state !== null) {
    if (state.steering !== undefined) phase.steering?.restore(state.steering);
    if (reference !== null) await restoreMovedReference(resumed.path, reference, session.collaborators);
    phase.updater.restore(await loadOptimizer(resumed.path, state.optimizerStep, session.collaborators));
  } else {
    recorder.record({ kind: 'phase-start', phase: name, steps: phase.steps });
  }
  return {
    phase,
    done: state?.step ?? 0,
    reference,
    async dispose() {
      await phase.updater.dispose();
      await reference?.policy.dispose();
    },
  };
}

async function openReference(
  { session, directory }: OpenRun,
  digest: string | null,
): Promise<Reference | null> {
  if (digest !== null) return loadReference(session, directory.reference, digest);
  const needed = (session.config.stepgrpo?.klCoefficient ?? 0) > 0;
  return needed ? freezeReference(session, directory) : null;
}

/** Watches over the sampler of the phase. It may have been left with the weights the reference was frozen from. */
function doctorOf(
  { config, policy, collaborators }: Session,
  reference: Reference | null,
): MismatchDoctor | null {
  const rl = config.stepgrpo;
  if (rl === undefined) return null;
  return collaborators.createDoctor({
    policy,
    options: rl.doctor,
    drawing: rl,
    otherWeights: () => otherWeights(policy, reference),
  });
}

/** Weights that a sampler might have been left with. */
function otherWeights(policy: TrainablePolicy, reference: Reference | null): readonly OtherWeights[] {
  const { lora, weights } = policy;
  const bare: OtherWeights[] =
    lora === null
      ? []
      : [{ fault: 'adapter', what: 'the policy without its adapter', weights: withoutAdapter(weights) }];
  if (reference === null) return bare;
  const what = 'the reference policy, such as the weights at the start of StepGRPO';
  return [...bare, { fault: 'stale-weights', what, weights: reference.policy.weights }];
}
