import { ShapeError, createRng } from '@stepgrpo/core';
import fc from 'fast-check';
import { meanInterval, pairedDifference, scoreInterval, wilsonInterval } from './intervals';

describe('wilsonInterval', () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3 (score, no continuity correction).
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('agrees with the published %i of %i', (successes, count, low, high) => {
    const interval = wilsonInterval(successes, count);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
    expect(interval.mean).toBe(successes / count);
  });

  it('solves the equation it comes from: both ends lie 1.96 standard errors from the share', () => {
    const inputs = fc
      .integer({ min: 1, max: 5000 })
      .chain((count) => fc.tuple(fc.nat(count), fc.constant(count)));
    fc.assert(
      fc.property(inputs, ([successes, count]) => {
        const { mean, low, high } = wilsonInterval(successes, count);
        for (const end of [low, high].filter((value) => value > 0 && value < 1)) {
          expect((mean - end) ** 2 / ((end * (1 - end)) / count)).toBeCloseTo(1.959963984540054 ** 2, 6);
        }
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('knows nothing without trials', () => {
    expect(wilsonInterval(0, 0)).toEqual({ mean: 0, low: 0, high: 1, count: 0 });
  });
});

describe('meanInterval', () => {
  it('is right by hand: 1 to 5 has mean 3, s^2 = 2.5, t(4) = 2.776445', () => {
    const half = 2.776445 * Math.sqrt(2.5 / 5);
    const interval = meanInterval([1, 2, 3, 4, 5]);
    expect(interval.mean).toBe(3);
    expect(interval.low).toBeCloseTo(3 - half, 5);
    expect(interval.high).toBeCloseTo(3 + half, 5);
    expect(interval.count).toBe(5);
  });

  it("agrees with Student's sleep data: difference 1.58, 95 % interval 0.7001142 to 2.4598858", () => {
    // Cushny and Peebles (1905), as in R's `sleep`; t.test(extra ~ group, paired) prints this interval.
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    const interval = pairedDifference(first, second);
    expect(interval.mean).toBeCloseTo(1.58, 10);
    expect(interval.low).toBeCloseTo(0.7001142, 6);
    expect(interval.high).toBeCloseTo(2.4598858, 6);
  });

  it('covers the true mean in about 95 of 100 draws of 8 normals', () => {
    const rng = createRng('coverage');
    const covered = Array.from({ length: 4000 }, () => {
      const { low, high } = meanInterval(Array.from({ length: 8 }, () => 10 + 3 * rng.normal()));
      return low <= 10 && 10 <= high;
    }).filter(Boolean).length;
    expect(Math.abs(covered / 4000 - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / 4000));
  });

  it('has no width for one value, and no answer for none', () => {
    expect(meanInterval([7])).toEqual({ mean: 7, low: 7, high: 7, count: 1 });
    expect(() => meanInterval([])).toThrow(ShapeError);
  });
});

it('takes scores of 0 and 1 for a share, and others as they are', () => {
  // 1 of 29 in Newcombe's table; Student's interval would start below 0.
  const share = scoreInterval(Array.from({ length: 29 }, (_, i) => (i === 7 ? 1 : 0)));
  expect([share.low, share.high].map((end) => end.toFixed(4))).toEqual(['0.0061', '0.1718']);
  expect(scoreInterval([0, 1, 0.5])).toEqual(meanInterval([0, 1, 0.5]));
  expect(() => scoreInterval([])).toThrow(ShapeError);
});

it('pairs by item, and refuses unequal numbers of items', () => {
  expect(pairedDifference([0, 1, 0, 1], [1, 1, 1, 1]).mean).toBe(0.5);
  expect(() => pairedDifference([1], [1, 2])).toThrow('There are 1 values before and 2 after.');
});
