import { aCompletion, aSample, describeRewardRule } from '@stepgrpo/testing';
import golden from '../../golden/step-accuracy.json';
import { stepAccuracy } from './step-accuracy';

const sample = aSample({ keySteps: [['3 + 8 = 11', '8 + 3 = 11'], ['digits are 3 and 8']] });
const goldResponse = (): string => golden.cases[0]!.text;

describe.each(['soft', 'paper', 'code'] as const)('in %s mode', (mode) => {
  describeRewardRule(stepAccuracy({ mode }), { sample, goldResponse });
});

it.each(golden.cases)('scores: $name', async ({ text, value, ...rest }) => {
  const options = 'options' in rest ? rest.options : {};
  const outcome = await stepAccuracy(options).score(sample, aCompletion(text));
  expect(outcome).toMatchObject({ kind: 'scored', value });
});

it('says where each key step was found, and which alternative', async () => {
  const text = golden.cases[0]!.text;
  const outcome = await stepAccuracy().score(sample, aCompletion(text));
  if (outcome.kind !== 'scored') throw new Error('ungradable');
  const found = outcome.parts!.map(({ label, span, value }) => [label, span && text.slice(...span), value]);
  expect(found).toEqual([
    ['key-step 1', '3 + 8 = 11', 0.05],
    ['key-step 2', 'digits are 3 and 8', 0.05],
    ['answer', '11', 1],
  ]);
});

it('cannot grade a sample without a reference, but for the modes that are to the letter', async () => {
  const bare = aSample({ solution: ' ' });
  expect(await stepAccuracy().score(bare, aCompletion('x'))).toMatchObject({ kind: 'ungradable' });
  expect(await stepAccuracy({ mode: 'paper' }).score(bare, aCompletion('x'))).toMatchObject({ value: 0 });
});

it('names an option that does not exist', () => {
  expect(() => stepAccuracy({ alpah: 1 } as never)).toThrow(
    /step-accuracy.*alpah.*the options are: mode, alpha/s,
  );
});
