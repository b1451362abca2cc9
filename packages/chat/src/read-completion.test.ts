import { readCompletion, shown } from './read-completion';

const completion = (message: unknown, rest: object = {}) =>
  JSON.stringify({ choices: [{ message, ...rest }] });

it.each([
  [completion({ content: 'a' }), 'a', false],
  [completion({ content: 'a', role: 'x' }, { finish_reason: 'length' }), 'a', true],
  [
    completion({
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    }),
    'ab',
    false,
  ],
])('reads %s', (body, text, cut) => {
  expect(readCompletion(body)).toEqual({ kind: 'reply', text, cut, usage: null });
});

it.each([
  '',
  '{',
  'null',
  '[]',
  '{"choices": []}',
  completion({}),
  completion({ content: '' }),
  completion({ content: 5 }),
])('says that %p is no reply', (body) => {
  expect(readCompletion(body)).toMatchObject({ kind: 'failed', failure: 'unreadable' });
});

it('shows the beginning of a text on one line', () => {
  expect(shown('a\n\tb\u0000c')).toBe('a b c');
  expect(shown('x'.repeat(1000))).toBe(`${'x'.repeat(120)}…`);
  expect(shown('\n')).toBe('(empty)');
});
