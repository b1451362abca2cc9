import { StepGrpoError } from '@stepgrpo/core';
import { RewardModeError } from './reward-mode-error';

it('says what Python would raise, what happened and what to do', () => {
  const error = new RewardModeError('TypeError', "expected a string, got 'int'", 'pass text.');
  expect(error).toBeInstanceOf(StepGrpoError);
  expect(error).toMatchObject({ pythonClass: 'TypeError', code: 'REWARD_MODE', fix: 'pass text.' });
  expect(error.message).toBe("TypeError: expected a string, got 'int' Fix: pass text.");
});
