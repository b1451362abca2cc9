import fc from 'fast-check';
import { findAlternative, indexTokens, windowSimilarity } from './match';
import { reasoningTokens } from './reasoning-tokens';

const find = (text: string, alternative: string) =>
  findAlternative(indexTokens(reasoningTokens(text)), reasoningTokens(alternative));

it('finds the first exact place', () => {
  expect(find('a red cat and a red cat', 'red cat')).toEqual({ from: 1, to: 3, similarity: 1 });
  expect(find('a red cat', 'blue')).toBeNull();
  expect(find('anything', '')).toBeNull();
});

// specs/rewards.md 7: 1 - distance / longer length; four of five words, and one dropped of five, are 0.8
it('forgives a fifth of the words, but no number, operator or negation', () => {
  expect(find('the big old house burns', 'the big red house burns')?.similarity).toBeGreaterThanOrEqual(0.8);
  expect(find('the big house burns', 'the big red house burns')?.similarity).toBeCloseTo(0.8, 12);
  expect(find('the house burns', 'the big red house burns')).toBeNull();
  expect(find('there are 4 big red houses', 'there are 5 big red houses')).toBeNull();
  expect(find('the house is old and big', 'the house is not old and big')).toBeNull();
  expect(find('the sum x + y is even here', 'the sum x - y is even here')).toBeNull();
});

it('wants one and two tokens exactly', () => {
  expect(find('red house', 'red houze')).toBeNull();
  expect(find('the red house', 'the red houze')).toMatchObject({ from: 0, to: 3 });
});

const word = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'alpine', '7', '+', 'not');
const words = fc.array(word, { minLength: 1, maxLength: 7 }).map((list) => list.join(' '));

it('is symmetric, bounded by 1, and 1 for the same tokens only', () => {
  fc.assert(
    fc.property(words, words, (x, y) => {
      const [a, b] = [reasoningTokens(x), reasoningTokens(y)];
      const there = windowSimilarity(a, 0, a.length, b);
      expect(there).toBe(windowSimilarity(b, 0, b.length, a));
      expect(there).toBeLessThanOrEqual(1);
      expect(there === 1).toBe(a.map(({ key }) => key).join() === b.map(({ key }) => key).join());
    }),
  );
});

it('finds what a search of every window finds', () => {
  fc.assert(
    fc.property(words, words, words, (before, said, wanted) => {
      const tokens = reasoningTokens(`${before} ${said}`);
      const alternative = reasoningTokens(wanted);
      const slack = Math.max(1, Math.floor(alternative.length / 4));
      let best = 0;
      for (let from = 0; from < tokens.length; from++) {
        for (let to = from + 1; to <= tokens.length; to++) {
          const fits = Math.abs(to - from - alternative.length) <= (alternative.length > 2 ? slack : 0);
          if (fits) best = Math.max(best, windowSimilarity(tokens, from, to, alternative));
        }
      }
      const expected = alternative.length > 0 && (alternative.length > 2 ? best >= 0.8 : best === 1);
      expect(findAlternative(indexTokens(tokens), alternative) !== null).toBe(expected);
    }),
    { numRuns: 300 },
  );
});
