import { ConfigError, StepGrpoError, UnknownNameError, isStepGrpoError } from './errors';

it('says what exists when a name is unknown', () => {
  const error = new UnknownNameError('reward rule', 'accuracy', ['step-accuracy', 'step-validity']);
  expect(error.message).toBe(
    'No reward rule is named "accuracy". Fix: use one of: step-accuracy, step-validity.',
  );
  expect(error.name).toBe('UnknownNameError');
  expect(error).toBeInstanceOf(StepGrpoError);
});

it('names the place of a config error first', () => {
  expect(new ConfigError('must be at least 2, got 1.', 'set it to 2 or more.', 'rl.groupSize').message).toBe(
    'rl.groupSize: must be at least 2, got 1. Fix: set it to 2 or more.',
  );
});

it('recognises our errors by marker, and nothing else', () => {
  expect(isStepGrpoError(new ConfigError('a', 'b'))).toBe(true);
  expect(isStepGrpoError(new Error('a'))).toBe(false);
  expect(isStepGrpoError('text')).toBe(false);
});
