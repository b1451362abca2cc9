import { StepGrpoError } from '@stepgrpo/core';

/** The Hugging Face Hub cannot be reached, refuses, or sends something else than it announced. */
export class HubError extends StepGrpoError {
  readonly code = 'HUB';
}
