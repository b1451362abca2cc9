/** The index of the largest logit of a row, the lowest one on a tie; -1 when none is above -Infinity. */
export function argMax(logits: Float32Array, start: number, size: number): number {
  let best = -1;
  let max = -Infinity;
  for (let id = 0; id < size; id++) {
    const logit = logits[start + id]!;
    if (logit > max) {
      max = logit;
      best = id;
    }
  }
  return best;
}
