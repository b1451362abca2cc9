import { folded, singular } from './word-form';

it('folds case and compatibility forms', () => {
  expect(folded('APPLE')).toBe('apple');
  expect(folded('Straße')).toBe('strasse');
  expect(folded('ΟΔΟΣ')).toBe(folded('οδος'));
  expect(folded('ﬁne')).toBe('fine');
  expect(folded('ＡＢ')).toBe('ab');
});

it.each([
  ['apples', 'apple'],
  ['halves', 'half'],
  ['boxes', 'box'],
  ['children', 'child'],
  ['apple', 'apple'],
  ['is', 'is'],
  ['gas', 'gas'],
  ['naïves', 'naïves'],
])('the singular of %s is %s', (word, form) => {
  expect(singular(word)).toBe(form);
  expect(singular(form)).toBe(form);
});

it('looks at no word of unusual length, and answers the same from memory', () => {
  const long = `${'x'.repeat(50)}s`;
  expect(singular(long)).toBe(long);
  expect(singular('apples')).toBe(singular('apples'));
});
