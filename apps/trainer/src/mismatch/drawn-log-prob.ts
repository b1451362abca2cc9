const { exp } = Math; // a look-up of a global is slow inside a sandboxed realm, such as jest's

/** How tokens are drawn from logits. */
export interface DrawSettings {
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  readonly minP?: number;
}

/**
 * Log-probability of a token in the distribution it is drawn from.
 *
 * Equation  p = softmax(logits / temperature); K the tokens kept by top-k (ties kept), then by top-p of what is left, then
 *           by min-p;
 *           ln p[token] - ln sum of p over K; without `renormalize` the second term is left out; -Infinity outside K
 * Shapes    logits [V] -> nats
 * Source    the order of transformers' logits warpers; a plain sort, independent of the sampler's selection
 */
export function drawnLogProb(
  logits: Float32Array,
  tokenId: number,
  {
    temperature,
    topP,
    topK,
    minP = 0,
    renormalize = true,
  }: DrawSettings & { readonly renormalize?: boolean },
): number {
  const size = logits.length;
  let max = -Infinity;
  for (let id = 0; id < size; id++) if (logits[id]! > max) max = logits[id]!;
  const weights = new Float64Array(size);
  let total = 0;
  for (let id = 0; id < size; id++) total += weights[id] = exp((logits[id]! - max) / temperature);
  const chosen = weights[tokenId] ?? 0;
  const whole = Math.log(chosen) - Math.log(total);
  if (topP >= 1 && topK === 0 && minP === 0) return whole;
  const sorted = weights.slice().sort().reverse();
  const inTopK =
    topK > 0 && topK < sorted.length ? sorted.filter((weight) => weight >= sorted[topK - 1]!) : sorted;
  const mass = inTopK.reduce((a, b) => a + b, 0);
  let kept = 0;
  let lowest = Infinity;
  for (const weight of inTopK) {
    if ((topP < 1 && kept >= topP * mass) || weight < minP) break; // the largest weight is 1
    kept += weight;
    lowest = weight;
  }
  if (chosen < lowest) return -Infinity;
  return renormalize ? Math.log(chosen) - Math.log(kept) : whole;
}
