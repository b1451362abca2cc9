import { isStepGrpoError } from '@stepgrpo/core';
import { HubError } from './hub-error';

it('is one of ours, with a code for programs', () => {
  const error = new HubError('No.', 'ask again.');
  expect(isStepGrpoError(error)).toBe(true);
  expect([error.code, error.message]).toEqual(['HUB', 'No. Fix: ask again.']);
});
