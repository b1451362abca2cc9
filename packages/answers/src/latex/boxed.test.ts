import { boxedContents } from './boxed';

it.each([
  ['\\boxed{5}', '5'],
  ['\\boxed{\\frac{1}{2}} and more', '\\frac{1}{2}'],
  ['\\fbox{5}', '5'],
  ['\\boxed{1}\\boxed{2}', '1,2'],
  ['\\boxed{4}, \\boxed{4}', '4'],
  ['no box', 'no box'],
  ['\\boxed 12', '12'],
])('opens %s', (text, expected) => expect(boxedContents(text, 'all')).toBe(expected));

it('counts boxes before the last only when they are near, in mode last', () => {
  expect(boxedContents('\\boxed{1} and \\boxed{2}', 'last')).toBe('1,2');
  expect(boxedContents('\\boxed{1} no no no no no \\boxed{2}', 'last')).toBe('2');
  expect(boxedContents('\\boxed{1} of the many papers, \\boxed{2}', 'last')).toBe('1,2');
});

it('opens at most 64 boxes', () => {
  const many = Array.from({ length: 100 }, (_, i) => `\\boxed{${i}}`).join('');
  expect(boxedContents(many, 'all').split(',')).toHaveLength(64);
});
