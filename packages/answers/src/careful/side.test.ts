import { referenceSide, sideOf } from './side';

it('reads one side as a whole', () => {
  expect(sideOf('**(B)**', false)).toMatchObject({ text: '(B)', line: '(B)', isMath: false, clock: null });
  expect(sideOf('B', false).choice).toEqual({ letters: 'B', text: '' });
  expect(sideOf('$x$', false)).toMatchObject({ line: 'x', isMath: true });
  expect(sideOf('10:45', false).clock?.parts).toEqual([10n, 45n]);
});

it('reads quantities when they are asked for, once', () => {
  const side = sideOf('5 cm', false);
  expect(side.quantities().some(({ unit }) => unit?.kind === 'known')).toBe(true);
  expect(side.quantities()).toBe(side.quantities());
});

it('keeps references, trusted ones apart', () => {
  expect(referenceSide('41', false)).toBe(referenceSide('41', false));
  expect(referenceSide('41', true)).toBe(referenceSide('41', true));
  expect(referenceSide('41', true)).not.toBe(referenceSide('41', false));
});

it('works out an integral of a trusted side only', () => {
  const integral = '\\int_0^1 2x dx';
  expect(sideOf(integral, false).quantities()[0]!.value).toMatchObject({ kind: 'integral' });
  expect(sideOf(integral, true).quantities()[0]!.value).toMatchObject({ value: { numerator: 1n } });
});
