import { softKeySteps } from './soft-key-steps';

const text =
  '### Image Description:\nThree red apples.\n\n### Step 1:\nThe area is \\frac{6}{3} = 2 cm.\n\n### The final answer is: 99';
const verdict = (...steps: unknown[]) => softKeySteps(text, { Steps: steps });

// specs/rewards.md 7
it.each([
  ['another notation', '6/3 = 2', 1],
  ['the singular', 'three red apple', 1],
  ['a slip of a letter', 'the aera is 6/3 = 2', 1],
  ['another number', '6/3 = 3', 0],
  ['another operator', '6*3 = 2', 0],
  ['a negation', 'three not red apples', 0],
  ['a part of a word', 'app', 0],
  ['what stands in the answer', '99', 0],
])('%s', (_what, alternative, ratio) => {
  expect(verdict([alternative]).ratio).toBe(ratio);
});

it('counts groups that say something, each thing once', () => {
  expect(verdict(['red'], ['', '  '], [], ['RED'], ['blue']).ratio).toBe(0.5);
  expect(verdict(['red'], ['', '  '], [], ['RED'], ['blue']).groups.map(({ index }) => index)).toEqual([
    0, 4,
  ]);
});

it('skips and reports what is malformed', () => {
  expect(verdict(['red'], 5, [7, 'apples'])).toMatchObject({
    ratio: 1,
    skipped: ['group 2 is not a list of alternatives', 'group 3 has an alternative that is not text'],
  });
  expect(softKeySteps(text, null)).toMatchObject({ ratio: 0, groups: [], skipped: [expect.any(String)] });
});

it('gives the place in the response', () => {
  const [group] = verdict(['6 / 3 = 2']).groups;
  expect(text.slice(...group!.span!)).toBe('6}{3} = 2');
});
