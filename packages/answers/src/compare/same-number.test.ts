import type { Expression } from '../numbers/expression';
import { comparisonOf, readLatex } from '../testing/comparison';
import { sameNumber } from './same-number';

const same = (a: string, b: string, faithful: boolean): boolean =>
  sameNumber(
    readLatex(a, faithful) as Expression,
    readLatex(b, faithful) as Expression,
    comparisonOf(faithful),
  );

// [one, the other, as Math-Verify, as a careful person]; specs/rewards.md 5.3 rule 7 and 7.
it.each<[string, string, boolean, boolean]>([
  ['0.3333333', '\\frac{1}{3}', true, true],
  ['0.333', '\\frac{1}{3}', false, false],
  ['1.414214', '\\sqrt{2}', true, true],
  ['12.0000001', '12', false, false],
  ['2.0', '2', true, true],
  ['0.1', '0.10000000001', true, false],
  ['0.0000001', '0.0000002', true, false],
  ['33.33\\%', '0.3333', true, true],
  ['\\sqrt{2}+10^{-20}', '\\sqrt{2}', true, false],
  ['10^{-7}', '0', false, false],
  ['4^{0.5}', '2', true, true],
])('%s and %s: %s as the reference, %s with care', (a, b, faithful, careful) => {
  expect([same(a, b, true), same(a, b, false)]).toEqual([faithful, careful]);
});
