import { selectThreshold } from './select-threshold';
import type { Truncation } from './truncation';

/**
 * Keeps the smallest set of heaviest tokens whose share of the total reaches p: the nucleus.
 *
 * Equation  token kept iff the sum of the tokens before it, heaviest first, is below p * total
 * Range     p in (0, 1); the heaviest token always stays
 * Source    arXiv:1904.09751; transformers TopPLogitsWarper; ours differs: sums are float64, and of tokens of equal
 *           weight the lower id comes first, where torch leaves the order to its sort
 */
export function topP(p: number): Truncation {
  let scratch = new Float64Array(0);
  return (weights, total) => {
    const size = weights.length;
    if (scratch.length < size) scratch = new Float64Array(size);
    // All tokens below this weigh less than (1 - p) * total together: none of them can be needed.
    const floor = ((1 - p) * total) / size;
    let count = 0;
    for (let id = 0; id < size; id++) {
      const weight = weights[id]!;
      if (weight > 0 && weight >= floor) scratch[count++] = weight;
    }
    const target = p * total;
    const { value: threshold, above } = selectThreshold(scratch, count, { target, measure: 'sum' });
    let before = above;
    let left = 0;
    for (let id = 0; id < size; id++) {
      const weight = weights[id]!;
      if (weight > threshold || (weight === threshold && before < target)) left += weight;
      else weights[id] = 0;
      if (weight === threshold) before += weight;
    }
    return left;
  };
}
