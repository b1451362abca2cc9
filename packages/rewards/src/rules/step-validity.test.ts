import { aCompletion, aSample } from '@stepgrpo/testing';
import golden from '../../golden/step-validity.json';
import { stepValidity } from './step-validity';

const rule = stepValidity();
const sample = { ...aSample(), solution: '11', keySteps: [['3 + 8 = 11']] };

it.each(golden.cases)('scores $name, with parts that sum to it', async ({ text, value }) => {
  const outcome = await rule.score(sample, aCompletion(text));
  expect(outcome).toMatchObject({ kind: 'scored', value });
  const parts = outcome.kind === 'scored' ? (outcome.parts ?? []) : [];
  if (parts.length > 0) expect(parts.reduce((sum, part) => sum + part.value, 0)).toBe(value);
});
