import { createRng } from '@stepgrpo/core';
import { exactOrNull, sameScalar, valueAt40Digits } from './numbers/same-scalar';
import type { Expression } from './numbers/expression';
import { limits, workBudget } from './numbers/too-large';
import type { WorkBudget } from './numbers/too-large';
import { carefulSyntax } from './latex/syntax';
import { compareAnswers } from './equivalent';
import { extractAnswer } from './extract-answer';
import { normalizeAnswer } from './normalize-answer';
import { parseLatex } from './reading';

const flavours = ['careful', 'mathverify'] as const;
const megabyte = 1_000_000;
const nested = (open: string, inner: string, close: string, depth: number): string =>
  open.repeat(depth) + inner + close.repeat(depth);

/** Shapes that cost a careless reader seconds: [name, text, whether it is given up as too large]. */
const shapes: readonly (readonly [string, string, boolean])[] = [
  ['a tower of powers', '9^{9^{9^9}}', true],
  ['a tower of factorials', '((9!)!)!', true],
  ['a tower in a box', '\\boxed{9^{9^{9^9}}}', true],
  ['a megabyte of digits', '7'.repeat(megabyte), true],
  ['a megabyte of words', 'no value here '.repeat(megabyte / 14), true],
  ['10,000 nested braces', nested('{', '1', '}', 10_000), false],
  ['10,000 nested braces, set as mathematics', `$${nested('{', '1', '}', 10_000)}$`, true],
  ['10,000 nested braces in a box', `\\boxed{${nested('{', '1', '}', 10_000)}}`, true],
  ['100 nested brackets', `$${nested('(', '1,2', ')', 120)}$`, true],
  ['nested fractions', `$${nested('\\frac{', 'x', '}{3}', 150)}$`, true],
  ['20,000 fractions', '\\frac'.repeat(20_000), true],
  ['20,000 fractions, set as mathematics', `$${'\\frac'.repeat(20_000)}$`, true],
  ['50,000 open subscripts', `$${'a_'.repeat(50_000)}$`, true],
  ['a list of 100,000', '1,'.repeat(100_000), true],
  ['opening parentheses', '('.repeat(50_000), true],
  ['opening parentheses, set as mathematics', `$${'('.repeat(700)}$`, true],
  ['a run of blanks', `1${' '.repeat(100_000)}x`, true],
  ['blanks behind an anchor', `final answer${' '.repeat(30_000)}x`, false],
  ['a run of quotes', `${'"'.repeat(1900)}x`, false],
  ['a run of points', `${'.'.repeat(30_000)}x`, false],
  ['dollar signs', '$'.repeat(30_000), false],
  ['digits of another script', '٣'.repeat(30_000), false],
  ['backslashes', '\\'.repeat(30_000), false],
  ['anchors', 'the final answer is '.repeat(1500), false],
  ['a huge exact sum', '$\\sum_{n=1}^{2000} \\frac{1}{7^{3000}+n}$', true],
  ['huge interval ends', `$${'(3^{-4000},\\frac{7^{3000}}{9^{3000}}]\\cup '.repeat(25)}(0,1)$`, true],
  ['costly functions', `$${'\\arcsin(\\arctan(\\sqrt{2}))+'.repeat(40)}1$`, false],
];

describe.each(shapes)('%s', (_name, text, isTooLarge) => {
  it.each(flavours)('is not equal to an answer, as either side, %s', (flavour) => {
    const asPrediction = compareAnswers('7919/7907', text, { flavour });
    const asGold = compareAnswers(text, '7919/7907', { flavour });
    expect([asPrediction.equal, asGold.equal]).toEqual([false, false]);
    if (isTooLarge && flavour === 'careful') expect(asPrediction.tooLarge || asGold.tooLarge).toBe(true);
  });
});

/** A budget that can be read. */
function counted(): WorkBudget & { readonly spent: () => number } {
  const budget = workBudget();
  let spent = 0;
  const spend = (count = 1): void => {
    spent += count;
    budget.spend(count);
  };
  return { ...budget, spend, spent: () => spent };
}

it.each([
  ['backtracking', nested('(', '1', ')', 99)],
  ['failing alternatives', nested('\\sin(', '1', '', 90)],
  ['open subscripts', 'a_{'.repeat(400)],
  ['exponents of ten', '1e4000'.repeat(200)],
])('reading spends its budget and stops: %s', (_name, latex) => {
  const budget = counted();
  expect(() => parseLatex(latex, carefulSyntax, budget)).toThrow();
  expect(budget.spent()).toBeLessThan(limits.operations + 1000);
});

it.each([
  ['\\sum_{n=1}^{2000} \\frac{1}{7^{3000}+n}'],
  ['\\prod_{n=1}^{2000} (1400!+n)'],
  ['\\binom{3000}{1500}'.repeat(50)],
  ['\\gcd(9^{9000},7^{9000})'],
])('exact arithmetic gives up before it costs much: %s', (latex) => {
  const budget = counted();
  const formula = parseLatex(latex, carefulSyntax) as Expression;
  expect(exactOrNull(formula, budget)).toBeNull();
  expect(budget.spent()).toBeLessThan(10 * limits.operations); // the step that did not fit is counted, not made
});

it('precise functions are paid for', () => {
  const formula = parseLatex('\\sin(\\cos(\\sqrt{2}))', carefulSyntax) as Expression;
  const budget = counted();
  valueAt40Digits(formula, budget);
  expect(budget.spent()).toBeGreaterThan(500);
  const sum = parseLatex(`${'\\arctan(x)+'.repeat(60)}1`, carefulSyntax) as Expression;
  expect(() =>
    sameScalar(
      sum,
      parseLatex(`${'\\arctan(x)+'.repeat(60)}\\cos(0)`, carefulSyntax) as Expression,
      workBudget(),
    ),
  ).toThrow();
});

const pieces = [
  ...['{', '}', '(', ')', '[', ']', '$', '$$', '\\(', '\\)', '\\boxed{', '\\frac', '\\frac{', '\\sqrt', '^{', '_{', '\\text{'],
  ...['1', '7', '0.', '1e400', '9^9', '99!', '1/', ',', '=', '<', '\\cup ', '\\sum_{n=1}^{2000}', '\\int_0^1', '\\sin', '\\infty'],
  ...['x', 'e', '\\pi', '|', '&', '\\\\', '\\begin{pmatrix}', '\\end{pmatrix}', ' ', '\n', '"', '.', '**', 'answer:', '½', '٣', '\u0085'],
] as const; // prettier-ignore

it('judges 300 random hostile texts without an exception, and none equals a fraction it does not hold', () => {
  const rng = createRng('answers/hostile');
  for (let n = 0; n < 300; n++) {
    const one = rng.fork(String(n));
    const pick = (): string => pieces[Math.floor(one.uniform() * pieces.length)]!;
    const unit = Array.from({ length: 1 + Math.floor(one.uniform() * 5) }, pick).join('');
    const text = unit.repeat(1 + Math.floor(one.uniform() ** 3 * 3000));
    for (const flavour of flavours) {
      expect([text.slice(0, 80), compareAnswers('7919/7907', text, { flavour }).equal]).toEqual([
        text.slice(0, 80),
        false,
      ]);
      expect([text.slice(0, 80), compareAnswers(text, '7919/7907', { flavour }).equal]).toEqual([
        text.slice(0, 80),
        false,
      ]);
    }
    expect(['found', 'none']).toContain(extractAnswer(text).kind);
    expect(typeof normalizeAnswer(text)).toBe('string');
  }
});
