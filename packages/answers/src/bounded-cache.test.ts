import { boundedCache } from './bounded-cache';

it('makes a value once and forgets the least recently used one', () => {
  const made: string[] = [];
  const cached = boundedCache(2, (text) => {
    made.push(text);
    return text.toUpperCase();
  });
  expect([cached('a'), cached('b'), cached('a'), cached('c'), cached('a'), cached('b')]).toEqual([
    'A',
    'B',
    'A',
    'C',
    'A',
    'B',
  ]);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
