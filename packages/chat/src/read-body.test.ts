import { readBody } from './read-body';

it.each([
  ['', 5, ''],
  ['abcde', 5, 'abcde'],
  ['abcdef', 5, null],
  ['\u00e9\u00e9', 4, '\u00e9\u00e9'], // two bytes each
  ['\u00e9\u00e9', 3, null],
])('reads %p up to %i bytes', async (text, limit, expected) => {
  expect(await readBody(new Response(text), limit)).toBe(expected);
});

it('has nothing to read without a body', async () => {
  expect(await readBody(new Response(null), 1)).toBe('');
});
