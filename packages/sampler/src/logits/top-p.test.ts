import fc from 'fast-check';
import { topP } from './top-p';

const truncate = (p: number, values: readonly number[]): number[] => {
  const weights = Float64Array.from(values);
  const total = values.reduce((sum, value) => sum + value, 0);
  const left = topP(p)(weights, total);
  expect(left).toBe(weights.reduce((sum, weight) => sum + weight, 0));
  return [...weights];
};

/** The definition, by a stable sort; integers keep the sums exact. */
function bySorting(p: number, values: readonly number[]): number[] {
  const target = p * values.reduce((sum, value) => sum + value, 0);
  const order = values.map((_, id) => id).sort((a, b) => values[b]! - values[a]! || a - b);
  const kept = new Array<number>(values.length).fill(0);
  let before = 0;
  for (const id of order) {
    if (before < target) kept[id] = values[id]!;
    before += values[id]!;
  }
  return kept;
}

it('keeps the token that crosses p, and nothing after it', () => {
  // Shares 0.5, 0.25, 0.125, 0.125.
  expect(truncate(0.5, [1, 4, 2, 1])).toEqual([0, 4, 0, 0]);
  expect(truncate(0.51, [1, 4, 2, 1])).toEqual([0, 4, 2, 0]);
  expect(truncate(0.75, [1, 4, 2, 1])).toEqual([0, 4, 2, 0]);
  expect(truncate(0.8, [1, 4, 2, 1])).toEqual([1, 4, 2, 0]);
  expect(truncate(0.9, [1, 4, 2, 1])).toEqual([1, 4, 2, 1]);
});

it('always keeps the heaviest', () => {
  expect(truncate(1e-9, [1, 4, 2, 1])).toEqual([0, 4, 0, 0]);
  expect(truncate(1e-9, [3, 3])).toEqual([3, 0]);
  expect(truncate(0.5, [0, 7, 0])).toEqual([0, 7, 0]);
});

it('agrees with a full sort', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 100 })
    .filter((values) => values.some((value) => value > 0));
  const shares = fc.integer({ min: 1, max: 63 }).map((n) => n / 64); // exact in binary, like the integers
  fc.assert(
    fc.property(weights, shares, (values, p) => {
      expect(truncate(p, values)).toEqual(bySorting(p, values));
    }),
    { numRuns: 2000 },
  );
});
