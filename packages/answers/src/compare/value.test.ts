import { parseLatex } from '../reading';
import { carefulSyntax } from '../latex/syntax';
import { isExpression, isSet } from './value';

it.each([
  ['x+1', true, false],
  ['\\{1,2\\}', false, true],
  ['[0,1]', false, true],
  ['x>1', false, false],
  ['(2,1)', false, false],
])('%s: formula %s, set %s', (latex, formula, set) => {
  const value = parseLatex(latex, carefulSyntax);
  expect([isExpression(value), isSet(value)]).toEqual([formula, set]);
});
