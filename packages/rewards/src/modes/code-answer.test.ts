import { codeAnswer, codeStringMatch, stringRuleSpan } from './code-answer';

const response = (answer: string): string => `### Step 1:\nadd\n\n### The final answer is: ${answer}`;
const correct = (text: unknown, solution: unknown): boolean => codeAnswer(text, solution).correct;

// specs/rewards.md 4.1 B
it('compares the first line behind the first marker, else the whole text, stripped', () => {
  const line = (text: string): string => text.slice(...stringRuleSpan(text));
  expect(line(response('\n\n B \nmore'))).toBe('B');
  expect(line(`${response('B')}\n${response('C')}`)).toBe('B');
  expect(line('  Paris\nFrance ')).toBe('Paris\nFrance');
  expect(codeStringMatch(response('B'), 'B')).toBe(true);
  expect(codeStringMatch(response('b'), 'B')).toBe(false);
});

it('raises where Python does, and takes an odd solution for unequal', () => {
  expect(() => codeStringMatch(5, '5')).toThrow("TypeError: expected a string, got 'int'");
  expect(codeStringMatch('5', null)).toBe(false);
  expect(codeAnswer(null, '5')).toMatchObject({ answer: null, correct: false });
});

// specs/rewards.md 4.1, consequences: the leaks belong to this mode
it.each([
  ['either of two answers', `${response('5')}\n\n${response('6')}`, '5', true],
  ['the last of two answers', `${response('5')}\n\n${response('6')}`, '6', true],
  ['a number of the reasoning', '### Step 1:\n3 + 4 = 7\n\n### The final answer is: unknown', '7', true],
  ['the number of a step heading', '### Step 3: think\n\n### The final answer is: unknown', '3', true],
  ['two empty answers', response(''), response(''), true],
  ['an option in brackets', response('(B)'), 'B', false],
  ['another word', response('Paris.'), 'Paris', false],
  ['the leading number of a time', response('10:40'), '10:45', true],
])('judges %s', (_what, text, solution, verdict) => {
  expect(correct(text, solution)).toBe(verdict);
});

// specs/rewards.md 5.3 rule 2: the response is passed as gold, so a bare side fits the solution's equation
it('swaps the sides', () => {
  expect(correct(response('$1$'), '$2x+z=1$')).toBe(true);
  expect(correct(response('$2x+z=1$'), '$1$')).toBe(false);
});
