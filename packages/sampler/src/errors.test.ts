import { isStepGrpoError } from '@stepgrpo/core';
import { LogitsError, SamplingAbortedError } from './errors';

it('has a stable code for each', () => {
  expect(new SamplingAbortedError('a', 'b').code).toBe('SAMPLING_ABORTED');
  expect(new LogitsError('a', 'b').code).toBe('LOGITS');
  expect(isStepGrpoError(new LogitsError('a', 'b'))).toBe(true);
});
