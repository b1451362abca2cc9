import { simplifyBrackets } from './brackets';
import type { ReasoningToken } from './token';

const simplified = (keys: string): string => {
  const tokens = keys
    .split(' ')
    .map((key, at): ReasoningToken => ({ key, hard: true, start: at, end: at + 1 }));
  return simplifyBrackets(tokens)
    .map(({ key }) => key)
    .join(' ');
};

it.each([
  ['n:2 b:( n:3 o:+ n:4 b:)', 'n:2 b:( n:3 o:+ n:4 b:)'],
  ['b:( n:3 b:)', 'n:3'],
  ['b:( w:see w:figure b:)', 'w:see w:figure'],
  ['b:( b:( n:1 o:+ n:2 b:) b:)', 'b:( n:1 o:+ n:2 b:)'],
  ['b:) n:1 b:(', 'n:1'],
  ['b:( n:1 o:+ n:2', 'n:1 o:+ n:2'],
])('%s becomes %s', (before, after) => {
  expect(simplified(before)).toBe(after);
  expect(simplified(after)).toBe(after);
});
