import { StepGrpoError } from '@stepgrpo/core';

/** The exceptions the published Python functions raise. */
export type PythonClass = 'AttributeError' | 'TypeError' | 'ValueError';

/**
 * Code mode met an input on which the published Python code raises.
 *
 * Source  jingyi0000/R1-VL src/r1-vl/src/open_r1/grpo.py, run on CPython; `pythonClass` agrees, the message is ours
 */
export class RewardModeError extends StepGrpoError {
  readonly code = 'REWARD_MODE';

  constructor(
    /** The class of the Python exception. */
    readonly pythonClass: PythonClass,
    what: string,
    fix: string,
  ) {
    super(`${pythonClass}: ${what}`, fix);
  }
}
