import { ShapeError } from '@stepgrpo/core';

/** A step of a completion and what it earned. */
export interface StepReward {
  /** Index of the step's last token; steps are listed in order. */
  readonly end: number;
  /** Reward points; NaN where the step could not be judged. */
  readonly reward: number;
}

/** A completion as step-wise estimators see it. */
export interface SteppedCompletion {
  /** T, tokens of the completion. */
  readonly tokens: number;
  readonly steps: readonly StepReward[];
  /** Reward of the completion as a whole, in reward points; NaN where it could not be judged. */
  readonly outcome?: number;
}

/**
 * Refuses steps that do not lie in order inside their completion.
 *
 * Throws  ShapeError that names group, completion and step; and when outcomes are needed and one is absent
 */
export function requireSteps(group: readonly SteppedCompletion[], b: number, needsOutcome: boolean): void {
  group.forEach(({ tokens, steps, outcome }, i) => {
    const where = `completion ${i} of group ${b}`;
    if (needsOutcome && outcome === undefined)
      throw new ShapeError(`There is no outcome reward for ${where}.`, 'give each completion an outcome.');
    steps.forEach(({ end }, k) => {
      const before = steps[k - 1]?.end ?? -1;
      if (!Number.isInteger(end) || end <= before || end >= tokens)
        throw new ShapeError(
          `Step ${k} of ${where} ends at token ${end}, after ${before} and with ${tokens} token(s) in all.`,
          'list steps in order, each ending at a later token of the completion.',
        );
    });
  });
}
