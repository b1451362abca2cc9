import { compareAnswers, equivalent } from './equivalent';

it('is careful unless told otherwise', () => {
  expect(equivalent('5 cm', '5 m')).toBe(false);
  expect(equivalent('5 cm', '5 m', { flavour: 'mathverify' })).toBe(true); // specs/rewards.md 5.4
  expect(equivalent('1/2', '$\\frac12$')).toBe(true);
});

it('passes settings on to Math-Verify', () => {
  const flavour = 'mathverify';
  expect(equivalent('$x=1$', '$y=1$', { flavour })).toBe(false);
  expect(equivalent('$0.12$', '$0.1234$', { flavour })).toBe(false);
  expect(equivalent('$0.12$', '$0.1234$', { flavour, mathVerify: { rounding: 2 } })).toBe(true);
});

it('does long work for a trusted side only', () => {
  const integral = '$\\int_0^1 2x dx$';
  for (const flavour of ['careful', 'mathverify'] as const) {
    expect(equivalent(integral, '$1$', { flavour })).toBe(false);
    expect(equivalent(integral, '$1$', { flavour, trusted: 'gold' })).toBe(true);
  }
  expect(equivalent('$1$', integral, { flavour: 'mathverify', trusted: 'prediction' })).toBe(true);
});

it('says when something was too large', () => {
  for (const flavour of ['careful', 'mathverify'] as const) {
    const verdict = compareAnswers('12', '$9^{9^{9^9}}$', { flavour });
    expect(verdict).toEqual({ equal: false, tooLarge: true });
  }
  expect(compareAnswers('12', '12')).toEqual({ equal: true, tooLarge: false });
});
