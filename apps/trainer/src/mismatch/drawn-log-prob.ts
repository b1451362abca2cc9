/** How tokens are drawn from logits. */
export interface DrawSettings {
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
}

/**
 * Log-probability of a token in the distribution it is drawn from.
 *
 * Equation  p = softmax(logits / temperature); K the tokens kept by top-k (ties kept), then by top-p of what is left;
 *           ln p[token] - ln sum of p over K; without `renormalize` the second term is left out; -Infinity outside K
 * Shapes    logits [V] -> nats
 * Source    the order of transformers' logits warpers; a plain sort, independent of the sampler's selection
 */
export function drawnLogProb(
  logits: Float32Array,
  tokenId: number,
  { temperature, topP, topK, renormalize = true }: DrawSettings & { readonly renormalize?: boolean },
): number {
  const max = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - max) / temperature));
  const total = weights.reduce((a, b) => a + b, 0);
  const chosen = weights[tokenId] ?? 0;
  const whole = Math.log(chosen) - Math.log(total);
  if (topP >= 1 && topK === 0) return whole;
  const sorted = weights.slice().sort().reverse();
  const inTopK =
    topK > 0 && topK < sorted.length ? sorted.filter((weight) => weight >= sorted[topK - 1]!) : sorted;
  const mass = inTopK.reduce((a, b) => a + b, 0);
  let kept = 0;
  let lowest = Infinity;
  for (const weight of inTopK) {
    if (topP < 1 && kept >= topP * mass) break;
    kept += weight;
    lowest = weight;
  }
  if (chosen < lowest) return -Infinity;
  return renormalize ? Math.log(chosen) - Math.log(kept) : whole;
}
