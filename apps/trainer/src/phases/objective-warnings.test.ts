import { objective } from '@stepgrpo/optim';
import { objectiveWarnings } from './objective-warnings';

it('has nothing to say about the named objectives', () => {
  for (const name of ['step-grpo', 'grpo', 'dapo', 'gspo', 'luspo', 'vespo', 'gmpo', 'rloo', 'cispo'])
    expect(objectiveWarnings(objective(name).settings)).toEqual([]);
});

it.each([
  ['luspo', { ratio: 'token' }, /meant for ratio "sequence"/],
  ['vespo', { ratio: 'sequence' }, /does not look at ratio/],
  ['dapo', { ratio: 'sequence' }, /weighs a completion by its length/],
  ['gmpo', { offPolicyThreshold: 1 }, /does not look at mismatch/],
] as const)('warns of %s with %j', (name, overrides, message) => {
  expect(objectiveWarnings(objective(name, overrides).settings).join()).toMatch(message);
});
