import { accuracyTerms, judge, validityValue } from './judge';
import { modes } from './modes/modes';

const response = (answer: string): string =>
  [
    '### Image Description:\nTwo digits, 3 and 8.',
    '### Rationales:\nAdd them.',
    '### Step 1:\n3 + 8 = 11',
    `### The final answer is: ${answer}`,
  ].join('\n\n');
const keySteps = { Steps: [['3 + 8 = 11', '8 + 3 = 11'], ['twelve']] };
const names = ['code', 'paper', 'soft'] as const;

// specs/rewards.md 4: one of two key steps, so k = 1/2 and the reward 0.1 * 1/2 with or without the point for the answer
it.each(names)('adds up in %s mode', (mode) => {
  const right = judge({ response: response('11'), solution: '11', keySteps }, { mode });
  expect(right).toEqual({
    accuracy: 1.05,
    validity: 1,
    total: 2.05,
    correct: true,
    answer: '11',
    k: 0.5,
    matchedGroups: [true, false],
    complete: true,
    logical: true,
  });
  const wrong = judge(
    { response: response('12'), solution: '11', keySteps: { Steps: [['8 = 11']] } },
    { mode },
  );
  expect([wrong.accuracy, wrong.correct, wrong.k]).toEqual([0.1, false, 1]);
});

it('takes the key steps away with the answer, but for the published code', () => {
  const input = { response: response(''), solution: 'none', keySteps };
  expect(names.map((mode) => judge(input, { mode }).accuracy)).toEqual([0.05, 0, 0]);
  expect(accuracyTerms(modes.soft, input)).toMatchObject({ value: 0, keyStepsCount: false });
});

it('weighs the key steps', () => {
  const input = { response: response('11'), solution: '11', keySteps };
  expect(judge(input, { alpha: 0.5 }).accuracy).toBe(1.25);
  expect(judge(input)).toEqual(judge(input, { mode: 'soft', alpha: 0.1 }));
});

it('needs both halves for a valid structure', () => {
  const verdict = (complete: boolean, logical: boolean) => validityValue({ complete, logical, criteria: [] });
  expect([verdict(true, true), verdict(true, false), verdict(false, true)]).toEqual([1, 0, 0]);
});
