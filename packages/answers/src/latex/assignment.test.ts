import { parseLatex } from '../reading';
import { isName } from './assignment';
import { faithfulSyntax } from './syntax';

it.each(['x', 'AB', 'f(x)', '|AB|', 'V_{1}:V_{2}', '(x,y,z)'])('%s is a name', (latex) => {
  expect(isName(parseLatex(latex, faithfulSyntax))).toBe(true);
});

it.each(['2x', 'x+1', 'x^2', '3', '(1,2,3)', '\\{x\\}'])('%s is none', (latex) => {
  expect(isName(parseLatex(latex, faithfulSyntax))).toBe(false);
});
