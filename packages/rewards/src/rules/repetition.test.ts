import { aCompletion, aSample, describeRewardRule } from '@stepgrpo/testing';
import golden from '../../golden/repetition.json';
import { repetition } from './repetition';

const sample = aSample({ keySteps: [['3 + 8 = 11', '8 + 3 = 11'], ['digits are 3 and 8']] });

describeRewardRule(repetition(), { sample, goldResponse: () => 'every word here is another one' });

it.each(golden.cases)('scores: $name', async ({ text, value, ...rest }) => {
  const options = 'options' in rest ? rest.options : {};
  const outcome = await repetition(options).score(sample, aCompletion(text));
  expect(outcome).toMatchObject({ kind: 'scored', value });
});

it('refuses runs of no words', () => {
  expect(() => repetition({ size: 0 })).toThrow('reward "repetition".options.size');
});
