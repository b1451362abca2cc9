import { mergeKeySteps, sameKey } from './merge-key-steps';

const step = (...alternatives: string[]) => ({ kind: 'equation', start: 0, alternatives }) as const;

it('keeps the first of those that share an alternative', () => {
  const [a, b, c] = [step('3 + 4 = 7', '4 + 3 = 7'), step('4+3=7'), step('x = 1')];
  expect(mergeKeySteps([a, b, c])).toEqual([a, c]);
});

it.each([
  ['3 × 4 = 12', '3*4 = 12'],
  ['The radius is 5', 'radius is 5'],
  ['$x$ − 1', 'x-1'],
])('takes %s and %s for the same', (a, b) => {
  expect(sameKey(a)).toBe(sameKey(b));
});

it('does not take different things for the same', () => {
  expect(sameKey('x = 12')).not.toBe(sameKey('x = 2'));
});
