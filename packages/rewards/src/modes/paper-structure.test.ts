import { paperStructure } from './paper-structure';

const background = '### Image Description: a\n### Rationales: b\n';
const answer = '### The final answer is: 5';
const verdict = (text: string, checkNumbering = false): readonly boolean[] => {
  const { complete, logical } = paperStructure(text, { checkNumbering });
  return [complete, logical];
};

// specs/rewards.md 2.3
it.each([
  ['all in order', `${background}### Step 1: c\n${answer}`, [true, true]],
  [
    'steps without an order of their own',
    `${background}### Step 3: c\n### Step 1: d\n${answer}`,
    [true, true],
  ],
  ['digits of another script', `${background}### Step ١: c\n${answer}`, [false, false]],
  ['an empty answer', `${background}### Step 1: c\n### The final answer is:`, [false, true]],
  ['background behind the steps', `### Step 1: c\n${background}${answer}`, [true, false]],
  ['an answer before the last step', `${background}### Step 1: c\n${answer}\n### Step 2: d`, [true, false]],
  [
    'a second answer behind the steps',
    `${background}### Step 1: c\n${answer}\n### Step 2: d\n${answer}`,
    [true, true],
  ],
  ['nothing', '', [false, false]],
])('%s', (_what, text, wanted) => {
  expect(verdict(text)).toEqual(wanted);
});

it('checks numbers when it is asked to', () => {
  expect(verdict(`${background}### Step 2: c\n${answer}`, true)).toEqual([true, false]);
  expect(verdict(`${background}### Step 01: c\n${answer}`, true)).toEqual([true, true]);
});

it('says what is there and what is not, with places', () => {
  const { criteria } = paperStructure(`${background}${answer}`);
  expect(criteria.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual([
    'steps',
    'background-first',
    'answer-last',
  ]);
  expect(criteria[0]!.span).toEqual([0, '### Image Description:'.length]);
});
