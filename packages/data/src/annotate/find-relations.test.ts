import { findRelations } from './find-relations';
import { mathTokens } from './math-tokens';

const firsts = (line: string): (string | undefined)[] =>
  findRelations(line, mathTokens(line)).map(({ alternatives }) => alternatives[0]);

it.each([
  ['AB is parallel to CD, and Tom is older than Ann.', ['AB is parallel to CD', 'Tom is older than Ann']],
  ['The number is prime.', ['number is prime']],
  ['The number is not prime.', ['number is not prime']],
  ['It is prime.', []],
  ['The question is hard.', []],
  ['The radius is 5.', []],
  ['The reason is that we have to look at every digit of it again.', []],
])('finds the relations of %s', (line, expected) => {
  expect(firsts(line)).toEqual(expected);
});
