import { choiceOf } from './choice';

it.each([
  ['B', 'B', ''],
  ['(b)', 'B', ''],
  ['B.', 'B', ''],
  ['C, A', 'AC', ''],
  ['A and C', 'AC', ''],
  ['A, A', 'A', ''],
  ['(C) 48', 'C', '48'],
  ['B. chloroplast', 'B', 'chloroplast'],
])('%s chooses %s with the text "%s"', (source, letters, text) => {
  expect(choiceOf(source)).toEqual({ letters, text });
});

it.each(['K', '48', 'Because', 'a dog', 'A. first B. second (C) third', 'B'.repeat(400)])(
  '%s chooses no letter',
  (source) => expect(choiceOf(source)).toBeNull(),
);
