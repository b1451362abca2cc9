import { expOfNonPositive } from './exp-table';

/**
 * The log of the normaliser of a row of logits, summed in float64.
 *
 * Equation  logZ = max + ln sum_v e^(logit_v - max)
 * Range     nats; NaN when the row holds NaN or +Infinity, or nothing but -Infinity
 */
export function logSumExp(logits: Float32Array, start: number, size: number, max: number): number {
  let sum = 0;
  for (let id = 0; id < size; id++) sum += expOfNonPositive(logits[start + id]! - max);
  return max + Math.log(sum);
}
