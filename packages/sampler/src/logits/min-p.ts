import type { Truncation } from './truncation';

/**
 * Keeps the tokens that are at least `p` times as probable as the most probable one.
 *
 * Equation  token kept iff weight >= p * (largest weight); the largest of a row is 1
 * Range     p in (0, 1]; the heaviest token always stays
 * Source    arXiv:2407.01082; transformers MinPLogitsWarper
 */
export function minP(p: number): Truncation {
  return (weights) => {
    let left = 0;
    for (let id = 0; id < weights.length; id++) {
      if (weights[id]! < p) weights[id] = 0;
      else left += weights[id]!;
    }
    return left;
  };
}
