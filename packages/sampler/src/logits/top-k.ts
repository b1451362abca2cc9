import { selectThreshold } from './select-threshold';
import type { Truncation } from './truncation';

/**
 * Keeps the k heaviest tokens, and every token that ties with the k-th.
 *
 * Range   k >= 1; k >= V keeps all
 * Source  transformers TopKLogitsWarper (ties included there too)
 */
export function topK(k: number): Truncation {
  let scratch = new Float64Array(0);
  return (weights, total) => {
    const size = weights.length;
    if (k >= size) return total;
    if (scratch.length < size) scratch = new Float64Array(size);
    scratch.set(weights);
    const { value: threshold } = selectThreshold(scratch, size, { target: k, measure: 'number' });
    let left = 0;
    for (let id = 0; id < size; id++) {
      if (weights[id]! < threshold) weights[id] = 0;
      else left += weights[id]!;
    }
    return left;
  };
}
