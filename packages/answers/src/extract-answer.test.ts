import { extractAnswer } from './extract-answer';

it.each([
  ['So the answer is 12.', '12', true],
  ['### The final answer is: 7', '7', true],
  ['### The final answer is: 7\n### The final answer is:\n8', '8', true],
  ['<answer> 5 cm </answer> and more', '5 cm', true],
  ['<answer>4', '4', true],
  ['first 3, then \\boxed{4}', '4', true],
  ['It costs 12 euros', '12', false],
])('%j answers %s', (text, answer, anchored) => {
  expect(extractAnswer(text)).toMatchObject({ kind: 'found', text: answer, anchored });
});

it('gives the place of the answer', () => {
  const text = 'So the answer is 12.';
  const found = extractAnswer(text);
  expect(found).toMatchObject({ span: [17, 19] });
  expect(text.slice(17, 19)).toBe('12');
});

it('says why there is none', () => {
  expect(extractAnswer('no value here')).toEqual({ kind: 'none', reason: 'no value was found' });
  expect(extractAnswer('### The final answer is:  ')).toEqual({
    kind: 'none',
    reason: 'the answer part is empty',
  });
  expect(extractAnswer(`$${'1+'.repeat(2000)}1$`)).toEqual({
    kind: 'none',
    reason: 'what could be an answer is too large',
  });
});
