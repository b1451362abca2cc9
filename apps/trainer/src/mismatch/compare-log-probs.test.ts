import { compareLogProbs } from './compare-log-probs';

it('is by hand: differences 0, 0.5 and 1', () => {
  const { meanDifference, maxDifference, multiplicativeError, tokens } = compareLogProbs(
    [[-1, -2], [-3]],
    [[-1, -2.5], [-2]],
  );
  expect(meanDifference).toBeCloseTo(0.5, 12);
  expect([maxDifference, tokens]).toEqual([1, 3]);
  expect(multiplicativeError).toBeCloseTo((1 + Math.exp(0.5) + Math.E) / 3, 12);
});

it('counts what is no number as far apart, and nothing as equal', () => {
  expect(compareLogProbs([[NaN, -Infinity]], [[-1, -1]]).meanDifference).toBe(50);
  expect(compareLogProbs([], [])).toEqual({
    meanDifference: 0,
    maxDifference: 0,
    multiplicativeError: 1,
    tokens: 0,
  });
});
