import { expOfNonPositive } from './exp-table';

/**
 * Writes the unnormalised probabilities of a row at a temperature, largest 1, and gives their sum.
 *
 * Equation  weight_v = e^((logit_v - max) / temperature)
 * Shapes    logits [start, start + V) -> weights [V]
 * Range     temperature > 0; weights in [0, 1]
 * Source    transformers TemperatureLogitsWarper, followed by softmax
 */
export function temperedWeights(
  logits: Float32Array,
  start: number,
  max: number,
  { temperature, weights }: { readonly temperature: number; readonly weights: Float64Array },
): number {
  const inverse = 1 / temperature;
  const size = weights.length;
  let total = 0;
  for (let id = 0; id < size; id++) {
    const weight = expOfNonPositive((logits[start + id]! - max) * inverse);
    weights[id] = weight;
    total += weight;
  }
  return total;
}
