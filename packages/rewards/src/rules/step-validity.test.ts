import { aCompletion, aSample, describeRewardRule } from '@stepgrpo/testing';
import golden from '../../golden/step-validity.json';
import { stepValidity } from './step-validity';

const sample = aSample({ keySteps: [['3 + 8 = 11', '8 + 3 = 11'], ['digits are 3 and 8']] });
const goldResponse = (): string => golden.cases[0]!.text;

describe.each(['soft', 'paper', 'code'] as const)('in %s mode', (mode) => {
  describeRewardRule(stepValidity({ mode }), { sample, goldResponse });
});

it.each(golden.cases)('scores: $name', async ({ text, value, ...rest }) => {
  const options = 'options' in rest ? rest.options : {};
  const outcome = await stepValidity(options).score(sample, aCompletion(text));
  expect(outcome).toMatchObject({ kind: 'scored', value });
});

it('has one part for each criterion, with the reason of a failure', async () => {
  const outcome = await stepValidity().score(sample, aCompletion('### Step 1:\na'));
  if (outcome.kind !== 'scored') throw new Error('ungradable');
  expect(outcome.parts!.map(({ label, evidence }) => `${label}: ${evidence}`)).toEqual([
    'image-description: lacks the image description',
    'rationales: lacks the rationales',
    'steps: has a step',
    'final-answer: lacks a final answer',
    'background-first: lacks background before the steps',
    'answer-last: lacks the answer after the steps',
    'numbering: has steps numbered from 1',
  ]);
});
