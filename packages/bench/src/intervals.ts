import { ShapeError } from '@stepgrpo/core';
import type { Estimate } from '@stepgrpo/core';
import { normalQuantile, tQuantile } from './t-quantile';

/**
 * A share with its 95 % interval by Wilson's score method, which stays inside [0, 1] and is honest near its ends.
 *
 * Equation  (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n), p = successes / n, z = 1.95996…
 * Range     [0, 1]; with no trials at all the interval is [0, 1] and the share 0
 * Source    E. B. Wilson, JASA 22 (1927) 209-212
 */
export function wilsonInterval(successes: number, count: number): Estimate {
  if (count === 0) return { mean: 0, low: 0, high: 1, count };
  const share = successes / count;
  const z2 = normalQuantile ** 2;
  const scale = 1 + z2 / count;
  const centre = (share + z2 / (2 * count)) / scale;
  const half = (normalQuantile / scale) * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count ** 2));
  const low = successes === 0 ? 0 : Math.max(0, centre - half);
  const high = successes === count ? 1 : Math.min(1, centre + half);
  return { mean: share, low, high, count };
}

/**
 * A mean with its 95 % interval by Student's t.
 *
 * Equation  mean -+ t(0.975, n - 1) * s / sqrt(n), s with ddof = 1
 * Range     the unit of the values; a single value has no spread, its interval is the value itself and `count` says 1
 * Source    Student, Biometrika 6 (1908) 1-25
 * Throws    ShapeError when there are no values
 */
export function meanInterval(values: readonly number[]): Estimate {
  const count = values.length;
  if (count === 0) throw new ShapeError('A mean was asked of no values.', 'give at least one.');
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { mean, low: mean, high: mean, count };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const half = tQuantile(count - 1) * Math.sqrt(variance / count);
  return { mean, low: mean - half, high: mean + half, count };
}

/**
 * A mean with its 95 % interval: Wilson's where every value is 0 or 1, for such a mean is a share and Student's interval
 * would leave [0, 1] near its ends; Student's otherwise.
 *
 * Throws  ShapeError when there are no values
 */
export function scoreInterval(values: readonly number[]): Estimate {
  const isShare = values.length > 0 && values.every((value) => value === 0 || value === 1);
  return isShare
    ? wilsonInterval(values.filter((value) => value === 1).length, values.length)
    : meanInterval(values);
}

/**
 * How much higher `after` is than `before` on the same items, with its 95 % interval: the paired t interval.
 *
 * Equation  the interval of the mean of after[i] - before[i]
 * Shapes    before [n], after [n], item by item
 * Throws    ShapeError when the lengths differ or are 0
 */
export function pairedDifference(before: readonly number[], after: readonly number[]): Estimate {
  if (before.length !== after.length) {
    throw new ShapeError(
      `There are ${before.length} values before and ${after.length} after.`,
      'give one pair for each item.',
    );
  }
  return meanInterval(after.map((value, i) => value - before[i]!));
}
