import type { RunEvent } from '@stepgrpo/core';
import type { BatchTree, Updater } from '@stepgrpo/optim';
import type { Steering } from './steering';

export type PhaseName = 'warmup' | 'stepgrpo';

/** A rollout as the run log has it, without its time. */
export type Rollout = Omit<Extract<RunEvent, { kind: 'rollout-end' }>, 'kind' | 'time' | 'step'>;

/** What one update did. */
export interface StepReport {
  /** By the names in `apps/trainer/README.md`; null where there is no number. */
  readonly metrics: Record<string, number | null>;
  /** Milliseconds by stage. */
  readonly stagesMs: Record<string, number>;
  /** A few groups, to look at. */
  readonly rollouts: readonly Rollout[];
  readonly warnings: readonly string[];
  /** What a person wants to see of it in one line. */
  readonly detail: string;
}

/** A part of training: a number of updates of the policy. */
export interface Phase {
  readonly name: PhaseName;
  /** For people. */
  readonly label: string;
  readonly steps: number;
  /** Makes update `step`, counted from 0, and gives the policy its new weights. Depends on nothing but weights and step. */
  step(step: number): Promise<StepReport>;
  /** The optimiser behind it: its state is part of a checkpoint. */
  readonly updater: Pick<Updater<BatchTree>, 'state' | 'restore' | 'dispose'>;
  /** What adapts between updates, where something does: part of a checkpoint. */
  readonly steering?: Pick<Steering, 'state' | 'restore'>;
}
