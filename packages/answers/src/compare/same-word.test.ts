import { parseLatex } from '../reading';
import { faithfulSyntax } from '../latex/syntax';
import type { Expression } from '../numbers/expression';
import { sameWord } from './same-word';

const same = (a: string, b: string) =>
  sameWord(parseLatex(a, faithfulSyntax) as Expression, parseLatex(b, faithfulSyntax) as Expression);

it.each([
  ['\\text{Yes}', '\\text{yes}', true],
  ['\\text{Paris}', 'Paris', true],
  ['\\text{Even}', 'Even', true],
  ['\\text{odd}', 'odd', true],
  ['xy', 'yx', null],
  ['\\text{red}', '2', null],
])('%s and %s: %s', (a, b, expected) => expect(same(a, b)).toBe(expected));
