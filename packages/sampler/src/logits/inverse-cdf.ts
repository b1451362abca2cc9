/**
 * The token at which the running sum of weights, in id order, first exceeds `uniform` of the total.
 *
 * Shapes  weights [V], `total` their sum in id order
 * Range   uniform in [0, 1); never a token of weight 0
 */
export function inverseCdf(weights: Float64Array, total: number, uniform: number): number {
  const target = uniform * total;
  let last = -1;
  let sum = 0;
  for (let id = 0; id < weights.length; id++) {
    const weight = weights[id]!;
    if (weight === 0) continue;
    sum += weight;
    last = id;
    if (sum > target) return id;
  }
  return last; // uniform * total rounded up to the total itself
}
