import fc from 'fast-check';
import { selectThreshold } from './select-threshold';

/** The same by a full sort. */
function bySorting(values: readonly number[], target: number, weight: (value: number) => number) {
  const sorted = [...values].sort((a, b) => b - a);
  let reached = 0;
  for (const value of sorted) {
    reached += weight(value);
    if (reached >= target) return value;
  }
  return sorted.at(-1)!;
}

const integers = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 200 });

it.each([
  ['number', (): number => 1],
  ['sum', (value: number): number => value],
] as const)('agrees with a full sort, by %s (integers, so that sums are exact)', (measure, weight) => {
  fc.assert(
    fc.property(integers, fc.integer({ min: 1, max: 3000 }), (values, target) => {
      const { value, above } = selectThreshold(Float64Array.from(values), values.length, { target, measure });
      expect(value).toBe(bySorting(values, target, weight));
      expect(above).toBe(values.filter((v) => v > value).reduce((sum, v) => sum + weight(v), 0));
    }),
    { numRuns: 2000 },
  );
});

it('looks at the first `count` values only', () => {
  const values = Float64Array.of(1, 2, 9);
  expect(selectThreshold(values, 2, { target: 1, measure: 'number' })).toEqual({ value: 2, above: 0 });
});

it('is quick on sorted, equal and organ-pipe values', () => {
  const size = 200_000;
  const shapes = [
    (i: number): number => i,
    (i: number): number => size - i,
    (): number => 1,
    (i: number): number => Math.min(i, size - i),
  ];
  for (const shape of shapes) {
    const values = Float64Array.from({ length: size }, (_, i) => shape(i));
    const expected = Float64Array.from(values).sort()[size - 50]!;
    expect(selectThreshold(values, size, { target: 50, measure: 'number' }).value).toBe(expected);
  }
});
