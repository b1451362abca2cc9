import { mathVerifyDefaults, readFaithfully, verifyReadings } from './mathverify';

const verify = (gold: string, target: string): boolean =>
  verifyReadings(
    readFaithfully(gold, mathVerifyDefaults),
    readFaithfully(target, mathVerifyDefaults),
    mathVerifyDefaults,
  ).equal;

// specs/rewards.md 5.3, by the number of the rule.
it.each([
  ['$x=3$', '3', true], // 2
  ['3', '$x=3$', true],
  ['$x=3$', '$y=3$', false],
  ['$2x+z=1$', '1', false],
  ['1', '$2x+z=1$', true],
  ['$0<x<1$', '$(0,1)$', true], // 3
  ['$(0,1)$', '$0<x<1$', false],
  ['$2x>6$', '$x>3$', false], // 4
  ['$(1,2)$', '$1,2$', true], // 5
  ['$\\text{Paris}$', '$Paris$', true], // 6
  ['12.0000001', '12', false], // 7
  ['0.3333333', '1/3', true],
  ['0.10000000001', '0.1', true],
])('%s against %s: %s', (gold, target, verdict) => {
  expect(verify(gold, target)).toBe(verdict);
});

it('compares texts where there is no value, and never a text with a value', () => {
  expect(verify('$]0,1[$', '$]0,1[$')).toBe(true);
  expect(verify('nothing', 'nothing')).toBe(false);
  expect(verify('50', '50%')).toBe(true); // equal fallback strings, 5.4
});
