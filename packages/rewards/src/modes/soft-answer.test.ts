import { softAnswer, softAnswerSpan, softGold } from './soft-answer';

const read = (text: string): string | null => {
  const span = softAnswerSpan(text);
  return span && text.slice(...span);
};
const marker = '### The final answer is:';

// specs/rewards.md 7
it('reads behind the last answer heading, in any of its forms, up to the next heading', () => {
  expect(read(`${marker} 5\n## **the final answer is:** 6\n### Notes\n7`)).toBe('6');
  expect(read(`so ${marker} 5`)).toBeNull();
  expect(read(`${marker} **\n`)).toBeNull();
  expect(read('5')).toBeNull();
});

it.each([
  ['(b)', 'B', true],
  ['B. chloroplast', 'B', true],
  ['50%', '1/2', true],
  ['5 cm', '5 m', false],
  ['10:40', '10:45', false],
  ['12 or 13', '12', false],
])('%s for %s: %s', (answer, solution, verdict) => {
  expect(softAnswer(`${marker} ${answer}`, solution).correct).toBe(verdict);
});

// The leaks of specs/rewards.md 4.1
it.each([
  ['a number of the reasoning', `3 + 4 = 7\n${marker} I cannot say.`, '7'],
  ['the number of a heading', `### Step 3: think\n${marker}`, '3'],
  ['the first of two answers', `${marker} 5\n${marker} 6`, '5'],
  ['two empty answers', marker, marker],
])('is not paid for %s', (_what, response, solution) => {
  expect(softAnswer(response, solution).correct).toBe(false);
});

it('takes the answer of a whole solution, or its first line', () => {
  expect(softGold(`### Step 1: x\n${marker} 5`)).toBe('5');
  expect(softGold('<answer>6</answer>')).toBe('6');
  expect(softAnswer(`${marker} 42`, '42\nbecause 6 times 7').correct).toBe(true);
});
