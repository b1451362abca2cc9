import { StepGrpoError } from '@stepgrpo/core';

/** A scorer gave something else than a finite number or null. */
export class ScoreError extends StepGrpoError {
  readonly code = 'SCORE';
}

/** Two evaluations cannot be compared: they hold different items. */
export class ComparisonError extends StepGrpoError {
  readonly code = 'COMPARISON';
}
