import { NotAFormula, carefulSyntax, faithfulSyntax } from './syntax';
import { tokenize } from './tokens';

const kinds = (source: string, syntax = faithfulSyntax): string[] =>
  tokenize(source, syntax).map((token) => {
    switch (token.kind) {
      case 'number':
        return `${token.text}${token.percent ? '%' : ''}`;
      case 'symbol':
        return token.text ? `"${token.name}"` : token.name;
      case 'function':
        return token.command;
      case 'word':
        return `<${token.word}>`;
      default:
        return token.mark;
    }
  });

it.each([
  ['2x \\cdot 3', ['2', 'x', '*', '3']],
  ['\\frac{1}{2}', ['<frac>', '{', '1', '}', '{', '2', '}']],
  ['25\\%', ['25%']],
  ['x \\le 5', ['x', '<=', '5']],
  ['\\text{Yes}', ['"Yes"']],
  ['\\overline{AB}', ['bar{AB}']],
  ['\\mathbb{R}', ['<set R>']],
  ['2.5E4', ['2.5E4']],
  ['\\begin{array}{cc}1&2\\end{array}', ['<begin array>', '1', '&', '2', '<end array>']],
  ['x dx', ['x', 'dx']],
  ['ab\\quad c', ['a', 'b', 'c']],
])('cuts %s', (source, expected) => expect(kinds(source)).toEqual(expected));

it('reads what only people write in the careful way', () => {
  expect(kinds('√2 + ∞', carefulSyntax)).toEqual(['<sqrt>', '2', '+', '<infty>']);
  expect(kinds('ad', carefulSyntax)).toEqual(['a', 'd']);
  expect(kinds('0.\\overline{3}', carefulSyntax)).toEqual(['0.', '<repeating 3>']);
});

it.each(['\\zzz', '"', '0.', 'x @ y', 'trace'])('does not know %s', (source) => {
  expect(() => tokenize(source, faithfulSyntax)).toThrow(NotAFormula);
});

it('knows the sets by name, and no other word', () => {
  expect(tokenize('\\mathbb{R}', faithfulSyntax)).toMatchObject([{ kind: 'word', word: 'set R' }]);
  expect(tokenize('\\mathbb{constructor}', faithfulSyntax)).toMatchObject([
    { kind: 'symbol', name: 'mathbb{constructor}' },
  ]);
});
