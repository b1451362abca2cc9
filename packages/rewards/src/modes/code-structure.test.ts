import { codeCompleteness, codeLogic, codeStructure } from './code-structure';

const background = '### Image Description:\na\n\n### Rationales:\nb\n\n';
const steps = (...numbers: string[]): string => numbers.map((n) => `### Step ${n}:\nx\n\n`).join('');
const answer = '### The final answer is: 5';
const valid = (text: string): boolean => {
  const { complete, logical } = codeStructure(text);
  return complete && logical;
};

// specs/rewards.md 2.1
it('asks for four literals anywhere', () => {
  expect(codeCompleteness(`${answer} ### Step 1: ### Rationales: ### Image Description:`)).toBe(true);
  expect(codeCompleteness(`${background}#### Step 1:${answer}`)).toBe(true);
  expect(codeCompleteness(`${background}### Step 01:${answer}`)).toBe(false);
  expect(codeCompleteness(`${background}### step 1:${answer}`)).toBe(false);
});

// The table of specs/rewards.md 2.2
it.each([
  ['steps in order', background + steps('1', '2', '3') + answer, true],
  ['leading zeros', background + steps('1', '02') + answer, true],
  ['background behind the answer', steps('1') + answer + background, true],
  ['a missing middle step', background + steps('1', '3') + answer, false],
  ['swapped steps', background + steps('2', '1') + answer, false],
  ['an answer between steps', background + steps('1') + answer + steps('2'), false],
  ['two answers behind the steps', background + steps('1') + answer + answer, true],
  [
    'an early marker and an empty one at the end',
    `${background}${answer}\n${steps('1')}### The final answer is:`,
    true,
  ],
  ['an empty answer', `${background}${steps('1')}### The final answer is: `, true],
  ['another section behind the answer', `${background}${steps('1')}${answer}\n### Notes: x`, true],
])('%s: %s', (_what, text, verdict) => {
  expect(valid(text)).toBe(verdict);
});

it('raises where Python does', () => {
  expect(() => codeLogic(answer)).toThrow(expect.objectContaining({ pythonClass: 'ValueError' }) as Error);
  expect(() => codeLogic(null)).toThrow(expect.objectContaining({ pythonClass: 'AttributeError' }) as Error);
  expect(() => codeStructure(5)).toThrow(expect.objectContaining({ pythonClass: 'TypeError' }) as Error);
  expect(codeStructure([])).toMatchObject({ complete: false, logical: false });
  const digits = (count: number): string => background + steps('1', '9'.repeat(count)) + answer;
  expect(() => codeStructure(digits(4301))).toThrow(
    expect.objectContaining({ pythonClass: 'ValueError' }) as Error,
  );
  expect(valid(digits(4300))).toBe(false);
});
