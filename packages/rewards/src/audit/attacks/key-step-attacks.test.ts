import { aSample } from '@stepgrpo/testing';
import { plainSteps } from '../attack-texts';
import { keyStepAttacks } from './key-step-attacks';

const subject = {
  sample: aSample({ solution: '25', keySteps: [['25', 'five squared'], ['cat']] }),
  steps: plainSteps,
};
const attempts = (name: string) => keyStepAttacks.find((attack) => attack.name === name)!.attempts(subject);

it('hides key steps in other words and numbers', () => {
  expect(attempts('number-inside-number').map(({ draws }) => /\d{3,}/.exec(draws[0]!.text)?.[0])).toEqual([
    '1255',
  ]);
  expect(attempts('word-inside-word').map(({ draws }) => /\w*cat\w*/.exec(draws[0]!.text)?.[0])).toEqual([
    'precatoid',
  ]);
});

it('breaks the data where the weakness is in the data', () => {
  expect(attempts('empty-alternative')[0]!.draws[0]!.sample.keySteps).toEqual([
    ['25', 'five squared', ''],
    ['cat', ''],
  ]);
  expect(attempts('duplicate-key-step')[0]!.draws[0]!.sample.keySteps).toHaveLength(3);
});
