import { aCompletion, aSample, describeRewardRule } from '@stepgrpo/testing';
import golden from '../../golden/length.json';
import { length } from './length';

const sample = aSample({ keySteps: [['3 + 8 = 11', '8 + 3 = 11'], ['digits are 3 and 8']] });
const goldResponse = (): string => golden.cases[0]!.text;

describeRewardRule(length(), { sample, goldResponse });

it.each(golden.cases)('scores: $name', async ({ text, value, ...rest }) => {
  const options = 'options' in rest ? rest.options : {};
  const outcome = await length(options).score(sample, aCompletion(text));
  expect(outcome).toMatchObject({ kind: 'scored', value });
});

it('refuses a length of zero', () => {
  expect(() => length({ maxTokens: 0 })).toThrow('reward "length".options.maxTokens');
});
