/** Where a selection of the largest values stops. */
export interface Threshold {
  /** Every larger value is selected. */
  readonly value: number;
  /** The number, or the sum, of the larger values. */
  readonly above: number;
}

/**
 * The value at which the largest values, taken in falling order, first reach `target` of their number or sum.
 *
 * A quickselect with three-way partitions: linear in the number of values on average, no sort. Reorders `values`.
 * Pivots come from fixed pseudo-random places, so no usual arrangement of values is slow, and the same values always
 * take the same way.
 * When the target is beyond all of them it gives the smallest value.
 *
 * Shapes  values [0, count) -> one threshold
 * Range   values >= 0; count >= 1; target > 0
 */
export function selectThreshold(
  values: Float64Array,
  count: number,
  { target, measure }: { readonly target: number; readonly measure: 'number' | 'sum' },
): Threshold {
  const bySum = measure === 'sum';
  let low = 0;
  let high = count;
  let above = 0;
  let state = 1;
  const pick = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return values[low + Math.floor((state / 4294967296) * (high - low))]!;
  };
  for (;;) {
    const pivot = medianOfThree(pick(), pick(), pick());
    let larger = low;
    let smaller = high;
    let largerSum = 0;
    for (let i = low; i < smaller;) {
      const value = values[i]!;
      if (value > pivot) {
        largerSum += value;
        values[i++] = values[larger]!;
        values[larger++] = value;
      } else if (value < pivot) {
        values[i] = values[--smaller]!;
        values[smaller] = value;
      } else i++;
    }
    const measureLarger = bySum ? largerSum : larger - low;
    const equal = smaller - larger;
    const measureEqual = bySum ? equal * pivot : equal;
    if (larger > low && above + measureLarger >= target) {
      high = larger;
      continue;
    }
    above += measureLarger;
    if (above + measureEqual >= target || smaller === high) return { value: pivot, above };
    above += measureEqual;
    low = smaller;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
