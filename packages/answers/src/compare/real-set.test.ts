import { parseLatex } from '../reading';
import { carefulSyntax } from '../latex/syntax';
import { realValue } from '../numbers/same-scalar';
import { workBudget } from '../numbers/too-large';
import { realSetOf } from './real-set';

const pieces = (latex: string): string[] | undefined =>
  realSetOf(parseLatex(latex, carefulSyntax), workBudget())?.map(({ low, high, lowOpen, highOpen }) => {
    const end = (value: typeof low): string => String(realValue(value, workBudget()) ?? '∞');
    return `${lowOpen ? '(' : '['}${end(low)},${end(high)}${highOpen ? ')' : ']'}`;
  });

it.each([
  ['[0,1]\\cup[1,2]', ['[0,2]']],
  ['[1,2)\\cup\\{2\\}', ['[1,2]']],
  ['(0,1)\\cup(1,2)', ['(0,1)', '(1,2)']],
  ['(0,3)\\cap(1,5)', ['(1,3)']],
  ['(0,1)\\cap(2,3)', []],
  ['\\mathbb{R}\\setminus\\{0\\}', ['(∞,0)', '(0,∞)']],
  ['(-\\infty,1]\\cup[1,\\infty)', ['(∞,∞)']],
  ['\\{2,1\\}', ['[1,1]', '[2,2]']],
  ['[0,5]\\setminus(1,2)', ['[0,1]', '[2,5]']],
  ['\\emptyset', []],
])('%s is %j', (latex, expected) => expect(pieces(latex)).toEqual(expected));

it.each(['\\{x\\}', '\\mathbb{Z}', '[a,b]', '(1,2,3)'])('%s has no known ends', (latex) => {
  expect(pieces(latex)).toBeUndefined();
});
