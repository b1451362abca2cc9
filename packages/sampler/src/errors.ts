import { StepGrpoError } from '@stepgrpo/core';

/** Sampling was stopped by its `signal`; `cause` is the signal's reason. */
export class SamplingAbortedError extends StepGrpoError {
  readonly code = 'SAMPLING_ABORTED';
}

/** A policy gave logits that are no distribution: NaN, +Infinity, or nothing above -Infinity. */
export class LogitsError extends StepGrpoError {
  readonly code = 'LOGITS';
}
