import { aCompletion, aSample, describeRewardRule } from '@stepgrpo/testing';
import golden from '../../golden/answer.json';
import { answer } from './answer';

const sample = aSample({ keySteps: [['3 + 8 = 11', '8 + 3 = 11'], ['digits are 3 and 8']] });
const goldResponse = (): string => golden.cases[0]!.text;

describeRewardRule(answer(), { sample, goldResponse });

it.each(golden.cases)('scores: $name', async ({ text, value, ...rest }) => {
  const options = 'options' in rest ? rest.options : {};
  const outcome = await answer(options as Parameters<typeof answer>[0]).score(sample, aCompletion(text));
  expect(outcome).toMatchObject({ kind: 'scored', value });
});

it('cannot grade a sample without a reference', async () => {
  expect(await answer().score(aSample({ solution: '' }), aCompletion('x'))).toMatchObject({
    kind: 'ungradable',
  });
});
