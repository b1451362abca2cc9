import { indexOfCodePoints } from './code-points';

const rocket = '\u{1f680}';
const [high, low] = [rocket[0]!, rocket[1]!];

it('finds whole code points', () => {
  expect(indexOfCodePoints(`ab${rocket}c`, rocket)).toBe(2);
  expect(indexOfCodePoints('abc', 'c')).toBe(2);
  expect(indexOfCodePoints('abc', 'd')).toBe(-1);
  expect(indexOfCodePoints('abc', '')).toBe(0);
});

// specs/rewards.md 8, vis-254
it('never takes half of a pair for a lone surrogate', () => {
  expect(indexOfCodePoints(rocket, low)).toBe(-1);
  expect(indexOfCodePoints(rocket, high)).toBe(-1);
  expect(indexOfCodePoints(`${rocket}${low}`, low)).toBe(2);
  expect(indexOfCodePoints(`${rocket}${high}x`, high)).toBe(2);
});
