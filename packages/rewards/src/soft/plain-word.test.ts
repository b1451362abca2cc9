import { plainWord } from './plain-word';

it('reads words in the singular and without case, and knows which are never forgiven', () => {
  expect(plainWord('Apples')).toEqual({ key: 'w:apple', hard: false });
  expect(plainWord('apple')).toEqual(plainWord('APPLES'));
  expect(plainWord('not')).toEqual({ key: 'w:not', hard: true });
  expect(plainWord('x')).toEqual({ key: 'w:x', hard: true });
});

it('leaves operators and double words to the tokeniser', () => {
  expect([plainWord('percent'), plainWord('Cannot')]).toEqual([null, null]);
  expect(plainWord('constructor')).toEqual({ key: 'w:constructor', hard: false });
});
