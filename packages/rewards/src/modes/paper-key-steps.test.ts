import { paperKeySteps } from './paper-key-steps';

const text = '### Image Description:\nA Cat.\n\n### Step 1:\n3 + 4 = 7\n\n### The final answer is: 7 dogs';
const ratio = (...steps: unknown[]): number => paperKeySteps(text, { Steps: steps }).ratio;

// specs/rewards.md 3.3
it('searches everything before the last marker, headings included', () => {
  expect(ratio(['a cat'], ['3 + 4 = 7'])).toBe(1);
  expect(ratio(['step 1:'])).toBe(1);
  expect(ratio(['dogs'])).toBe(0);
});

it('ignores empty alternatives, and counts groups without a match', () => {
  expect(ratio([''], ['', 'a cat'])).toBe(0.5);
  expect(ratio([], 'a cat')).toBe(0.5);
});

it('gives the place in the response', () => {
  const [group] = paperKeySteps(text, { Steps: [['x', '3 + 4']] }).groups;
  expect(group).toMatchObject({ matched: true, alternative: '3 + 4', similarity: 1 });
  expect(text.slice(...group!.span!)).toBe('3 + 4');
});

it.each([null, [], {}, { Steps: null }, { Steps: [5] }, { Steps: [['a cat', 5]] }])(
  'gives nothing for %j, and says so',
  (keySteps) => {
    expect(paperKeySteps(text, keySteps)).toEqual({
      ratio: 0,
      groups: [],
      skipped: ['the key steps are malformed'],
    });
  },
);
