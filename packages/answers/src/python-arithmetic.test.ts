import { canonicalForm } from './numbers/canonical-form';
import { exactValue } from './numbers/exact-value';
import { TooLarge, workBudget } from './numbers/too-large';
import { NotAFormula } from './latex/syntax';
import { parsePythonArithmetic } from './python-arithmetic';

const value = (source: string) => exactValue(parsePythonArithmetic(source, workBudget()), workBudget());

it.each<[string, bigint, bigint]>([
  ['1+2*3', 7n, 1n],
  ['2^3^2', 512n, 1n],
  ['-2**2', -4n, 1n],
  ['(1/2)/(3/4)', 2n, 3n],
  ['1/2/2020', 1n, 4040n],
  ['12 + 3.', 15n, 1n],
])('%s has the value Python gives it', (source, numerator, denominator) => {
  expect(value(source)).toEqual({ numerator, denominator });
});

it.each(['2 1/2', '2(3)', '1 +', '007+1', '3 × 4', '(1+2', '1..2'])('%s is an error in Python', (source) => {
  expect(() => parsePythonArithmetic(source, workBudget())).toThrow(NotAFormula);
});

it('stays bounded', () => {
  expect(() => parsePythonArithmetic(`${'('.repeat(300)}1${')'.repeat(300)}`, workBudget())).toThrow(
    TooLarge,
  );
  expect(canonicalForm(parsePythonArithmetic('9^9^9', workBudget()), workBudget())).toContain('^');
});
