import { formatResponse } from '@stepgrpo/core';
import { readKeyStepReply } from './key-step-reply';

const path = formatResponse({
  description: 'A triangle with base 9.',
  rationales: 'Use the area.',
  steps: ['The base is 6 cm, so 6 / 3 = 2.', 'There are 3 sides. The shape is a triangle.'],
  answer: '42',
});
const read = (keySteps: unknown) => readKeyStepReply(JSON.stringify({ keySteps }), path);
const firsts = (keySteps: unknown): (string | undefined)[] | string => {
  const reply = read(keySteps);
  return reply.kind === 'useless' ? reply.problem : reply.keySteps.map(([first]) => first);
};

it('takes key steps of the path with their alternatives, and adds notations', () => {
  const reply = read([{ text: '6 / 3 = 2', alternatives: ['6 over 3 makes 2', 'six over three makes two'] }]);
  expect(reply).toMatchObject({ kind: 'key-steps', dropped: 0 });
  if (reply.kind === 'useless') return;
  expect(reply.keySteps[0]).toEqual(
    expect.arrayContaining(['6 / 3 = 2', '6 over 3 makes 2', '\\frac{6}{3} = 2']),
  );
});

it.each<[string, unknown, unknown]>([
  ['texts alone', ['6 / 3 = 2'], ['6 / 3 = 2']],
  ['lists', [['6 / 3 = 2', '6/3=2']], ['6 / 3 = 2']],
  ['other blanks and signs', ['6/3 = 2'], ['6/3 = 2']],
  [
    'a second choice, where the first is not in the path',
    [{ text: 'six by three', alternatives: ['6 / 3 = 2'] }],
    ['6 / 3 = 2'],
  ],
  ['one of two that say the same', ['6 / 3 = 2', '6 ÷ 3 = 2', '3 sides'], ['6 / 3 = 2', '3 sides']],
])('takes %s', (_, items, expected) => {
  expect(firsts(items)).toEqual(expected);
});

it.each<[string, unknown]>([
  ['what the path does not say', ['7 / 7 = 1']],
  ['what only the description says', ['base 9']],
  ['the answer', ['42']],
  ['a bare number', ['6']],
  ['a letter', ['a']],
  ['nothing', ['', ' ', '==']],
  ['long texts', ['6 / 3 = 2'.padEnd(300, '.')]],
  ['other shapes', [7, null, true, {}, { text: 5 }, [[]]]],
])('drops %s', (_, items) => {
  expect(firsts(items)).toBe('the solution contains none of its key steps');
});

it('drops alternatives that would match too much or say something else', () => {
  const reply = read([
    { text: '3 sides', alternatives: ['s', '3', '4 sides', 'sides', '', 7, 'three sides'] },
  ]);
  expect(reply).toMatchObject({ keySteps: [['3 sides', 'three sides']] });
});

it.each([
  ['', 'it holds no JSON object with "keySteps"'],
  ['I cannot do that.', 'it holds no JSON object with "keySteps"'],
  ['{"keySteps": [{"text": "6 / 3', 'it holds no JSON object with "keySteps"'],
  ['{"keySteps": "6 / 3 = 2"}', 'it holds no JSON object with "keySteps"'],
  ['{"keySteps": []}', 'it lists no key steps'],
])('says what is wrong with %j', (text, problem) => {
  expect(readKeyStepReply(text, path)).toEqual({ kind: 'useless', problem });
});

it('takes a bounded number out of an endless reply', () => {
  const many = Array.from({ length: 5000 }, (_, i) => `6 / 3 = 2 ${i}`);
  expect(firsts(many)).toBe('the solution contains none of its key steps');
  const reply = read([
    { text: '6 / 3 = 2', alternatives: many.map((_, i) => `6 / 3 = 2${' !'.repeat(i % 90)}`) },
  ]);
  if (reply.kind === 'key-steps') expect(reply.keySteps[0]!.length).toBeLessThanOrEqual(32);
});
