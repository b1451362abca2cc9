import { ConfigError } from '@stepgrpo/core';

/** Shapes of the learning rate after its warm-up. */
export type Schedule = 'constant' | 'linear' | 'cosine';

export interface ScheduleOptions {
  readonly schedule: Schedule;
  /** Highest learning rate. */
  readonly peak: number;
  /** Updates in all, warm-up included. */
  readonly totalSteps: number;
  /** Updates with a rising rate; see `warmupSteps`. */
  readonly warmupSteps: number;
}

/** Share of the peak after warm-up, as a function of progress from 0 to 1. */
const shapes: Readonly<Record<Schedule, (progress: number) => number>> = {
  constant: () => 1,
  linear: (progress) => 1 - progress,
  cosine: (progress) => 0.5 * (1 + Math.cos(Math.PI * progress)),
};

/**
 * Learning rate of the update that follows `step` finished updates; the first of a warm-up is therefore 0.
 *
 * Equation  peak * step / warmup while step < warmup; then peak * shape(p), p = (step - warmup) / (total - warmup)
 *           linear: 1 - p;  cosine: (1 + cos(pi p)) / 2
 * Range     step at least 0 (updates already made); the rate is in [0, peak]
 * Source    huggingface/transformers src/transformers/optimization.py, get_{constant,linear,cosine}_schedule_with_warmup;
 *           ours differs: the cosine stays at 0 beyond the last step instead of rising again
 * Throws    ConfigError for an unknown schedule
 */
export function learningRateAt(
  step: number,
  { schedule, peak, totalSteps, warmupSteps: warmup }: ScheduleOptions,
): number {
  const shape = Object.hasOwn(shapes, schedule) ? shapes[schedule] : undefined;
  if (shape === undefined)
    throw new ConfigError(
      `No learning-rate schedule is named "${String(schedule)}".`,
      `use one of: ${Object.keys(shapes).join(', ')}.`,
    );
  if (step < warmup) return peak * (step / Math.max(1, warmup));
  const progress = (step - warmup) / Math.max(1, totalSteps - warmup);
  return peak * shape(Math.min(1, Math.max(0, progress)));
}

/** Updates of the warm-up: the ratio of all updates, rounded up, as transformers does. */
export function warmupSteps(totalSteps: number, ratio: number): number {
  return Math.ceil(totalSteps * ratio);
}
