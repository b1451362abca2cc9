import fc from 'fast-check';
import { maxTokens, reasoningTokens } from './reasoning-tokens';

const keys = (text: string): string => reasoningTokens(text).map(({ key }) => key).join(' '); // prettier-ignore

// specs/rewards.md 7
it.each([
  ['2.50', 'n:2.5'],
  ['1,250', 'n:1250'],
  ['007', 'n:7'],
  ['.5', 'n:0.5'],
  ['٣', 'n:3'],
  ['\\frac{6}{3} = 2', 'n:6 o:/ n:3 o:= n:2'],
  ['6/3=2', 'n:6 o:/ n:3 o:= n:2'],
  ['3 \\times 4', 'n:3 o:* n:4'],
  ['3 × 4', 'n:3 o:* n:4'],
  ['3 − 4', 'n:3 o:- n:4'],
  ['\\sqrt{x}', 'o:sqrt w:x'],
  ['x²', 'w:x o:^ n:2'],
  ['a <= b', 'w:a o:<= w:b'],
  ['25 percent', 'n:25 o:%'],
  ['$\\left( 2 + 3 \\right)$', 'b:( n:2 o:+ n:3 b:)'],
  ['\\text{Red} Apples!', 'w:red w:apple'],
  ["isn't", 'w:is w:not'],
  ['well-known', 'w:well w:known'],
  ['- red\n- blue', 'w:red w:blue'],
  ['2:3', 'n:2 o:: n:3'],
  ['Note: red', 'w:note w:red'],
])('%s reads %s', (text, wanted) => {
  expect(keys(text)).toBe(wanted);
});

it('reads the same in both notations of a product, a quotient and a power', () => {
  expect(keys('\\dfrac{a}{b} \\cdot 2^{3}')).toBe(keys('a/b * 2³'));
});

it('never forgives numbers, operators, negations and names of one letter', () => {
  const hard = reasoningTokens('x is not 3 + big').filter((token) => token.hard);
  expect(hard.map(({ key }) => key)).toEqual(['w:x', 'w:not', 'n:3', 'o:+']);
});

it('knows where each token stands', () => {
  const text = 'The area is 1,250 cm.';
  const places = reasoningTokens(text).map(({ start, end }) => text.slice(start, end));
  expect(places).toEqual(['The', 'area', 'is', '1,250', 'cm']);
});

it('takes words that JavaScript objects know for words', () => {
  expect(keys('the constructor')).toBe('w:the w:constructor');
  expect(keys('\\constructor x')).toBe('w:constructor w:x');
});

it('stops at the bound', () => {
  expect(reasoningTokens('a '.repeat(maxTokens + 100)).length).toBeLessThanOrEqual(maxTokens + 1);
});

it('reads ASCII the short way as it reads the same text the long way', () => {
  const word = fc.stringMatching(/^[a-zA-Z]{1,12}$/);
  const number = fc.stringMatching(/^\d{1,5}([.,]\d{1,3}){0,2}$/);
  const mark = fc.constantFrom(
    ' ',
    '.',
    ',',
    ': ',
    ':',
    '=',
    '+',
    '\n- ',
    "'",
    '?',
    '(',
    ')',
    '\\frac{1}{2}',
  );
  const known = fc.constantFrom(
    'percent',
    'not',
    "isn't",
    'minus',
    'digits',
    'Equals',
    'constructor',
    'times',
  );
  const text = fc
    .array(fc.oneof(word, number, mark, known), { maxLength: 12 })
    .map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, (any) => {
      // A mark of no width behind each word sends it the long way, and is no token.
      const slow = any.replace(/[a-zA-Z]+(?![a-zA-Z'])/g, (found, at: number) =>
        any[at - 1] === '\\' ? found : `${found}\u200b`,
      );
      expect(keys(any)).toBe(keys(slow));
    }),
    { numRuns: 500 },
  );
});
