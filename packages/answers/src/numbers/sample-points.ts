import { createRng } from '@stepgrpo/core';
import type { Rng } from '@stepgrpo/core';
import { rational } from './rational';
import type { Rational } from './rational';

/**
 * Where identities are tested. A point gives each symbol a fixed pseudo-random value that depends on its name only, so
 * the same formula always gets the same verdict.
 */
const root: Rng = createRng('@stepgrpo/answers/sample-points');

/** Signs of the symbols at each point: identities over the reals must hold for all. */
const points = ['positive', 'negative', 'mixed', 'large'] as const;
export const pointCount = points.length;

const denominator = 1024;

/** The value of a symbol at a point, exact in both fields. */
export function sampleValue(name: string, point: number): Rational {
  const rng = root.fork(String(point)).fork(name);
  const size = points[point] === 'large' ? 2 + 3 * rng.uniform() : 0.25 + 1.5 * rng.uniform();
  const isNegative = points[point] === 'negative' || (points[point] === 'mixed' && rng.uniform() < 0.5);
  return rational(Math.round(size * denominator) * (isNegative ? -1 : 1), denominator);
}

/** A value for a function nobody knows, the same for arguments that agree to 8 digits. In [1, 2). */
export function unknownFunctionValue(name: string, args: readonly number[]): number {
  const key = args.map((arg) => (arg === 0 ? '0' : arg.toPrecision(8))).join(',');
  return 1 + root.fork('function').fork(`${name}(${key})`).uniform();
}
