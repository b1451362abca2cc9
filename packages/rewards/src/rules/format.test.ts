import { aCompletion, aSample, describeRewardRule } from '@stepgrpo/testing';
import golden from '../../golden/format.json';
import { format } from './format';

const sample = aSample({ keySteps: [['3 + 8 = 11', '8 + 3 = 11'], ['digits are 3 and 8']] });
const goldResponse = (): string => golden.cases[0]!.text;

describeRewardRule(format(), { sample, goldResponse });

it.each(golden.cases)('scores: $name', async ({ text, value, ...rest }) => {
  const options = 'options' in rest ? rest.options : {};
  const outcome = await format(options).score(sample, aCompletion(text));
  expect(outcome).toMatchObject({ kind: 'scored', value });
});

it('refuses an unknown mode', () => {
  expect(() => format({ mode: 'strict' as never })).toThrow('reward "format".options.mode');
});
