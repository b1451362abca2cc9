import { parseLatex } from '../reading';
import { carefulSyntax, faithfulSyntax } from './syntax';

const read = (latex: string, syntax = faithfulSyntax) => parseLatex(latex, syntax);

it.each([
  ['[0,1)', { kind: 'interval', lowOpen: false, highOpen: true }],
  ['(1,2)', { kind: 'interval', lowOpen: true, highOpen: true }],
  ['(2,1)', { kind: 'tuple' }],
  ['(1,2,3)', { kind: 'tuple' }],
  ['\\{1,2\\}', { kind: 'set' }],
  ['\\{\\}', { kind: 'named-set', name: 'empty' }],
  ['\\emptyset', { kind: 'named-set', name: 'empty' }],
  ['\\mathbb{R}', { kind: 'named-set', name: 'R' }],
  ['[0,1]\\cup[2,3]', { kind: 'combination', operation: 'union' }],
  ['\\mathbb{R}\\setminus\\{0\\}', { kind: 'combination', operation: 'difference' }],
  ['(0,3)\\cap(1,5)', { kind: 'combination', operation: 'intersection' }],
  ['x\\in[1,2]', { kind: 'relation', operator: 'in' }],
])('reads %s', (latex, expected) => expect(read(latex)).toMatchObject(expected));

it('knows angle brackets, positive reals and the other empty set in the careful way', () => {
  expect(read('\\langle 3,2\\rangle', carefulSyntax)).toMatchObject({ kind: 'tuple' });
  expect(read('\\mathbb{R}^+', carefulSyntax)).toMatchObject({ kind: 'interval', lowOpen: true });
  expect(read('\\varnothing', carefulSyntax)).toMatchObject({ name: 'empty' });
});
