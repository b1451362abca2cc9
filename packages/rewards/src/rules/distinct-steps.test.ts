import { aCompletion, aSample, describeRewardRule } from '@stepgrpo/testing';
import golden from '../../golden/distinct-steps.json';
import { distinctSteps } from './distinct-steps';

const sample = aSample({ keySteps: [['3 + 8 = 11', '8 + 3 = 11'], ['digits are 3 and 8']] });
const goldResponse = (): string => golden.cases[0]!.text;

describeRewardRule(distinctSteps(), { sample, goldResponse });

it.each(golden.cases)('scores: $name', async ({ text, value, ...rest }) => {
  const options = 'options' in rest ? rest.options : {};
  const outcome = await distinctSteps(options).score(sample, aCompletion(text));
  expect(outcome).toMatchObject({ kind: 'scored', value });
});

it('calls a step beyond the 64th a repetition, so that its work stays bounded', async () => {
  const text = Array.from(
    { length: 65 },
    (_, i) => `### Step ${i + 1}:\n${String.fromCodePoint(0x4e00 + i).repeat(9)}`,
  ).join('\n');
  expect(await distinctSteps().score(sample, aCompletion(text))).toMatchObject({ value: 64 / 65 });
});
