/**
 * Shifts and scales all tokens of a batch to mean 0 and variance 1 over the tokens that count.
 *
 * Equation  y = (x - mean) / sqrt(var + 1e-8);  mean = sum(x m) / (S + 1e-8), S = sum(m);
 *           var = sum((x - mean)^2 m) / (S + 1e-8) * S / (S - 1), without the last factor when S <= 1
 * Shapes    values, mask [N][T] -> [N][T]; positions with mask 0 are transformed too
 * Source    hiyouga/EasyR1 verl/utils/torch_functional.py (masked_whiten): epsilon inside the root
 */
export function whiten(
  values: readonly (readonly number[])[],
  mask: readonly (readonly number[])[],
): number[][] {
  const weights = mask.flat();
  const count = weights.reduce((total, weight) => total + weight, 0);
  const maskedMean = (numbers: readonly number[]): number =>
    numbers.reduce((total, value, i) => total + value * weights[i]!, 0) / (count + 1e-8);
  const mean = maskedMean(values.flat());
  const biased = maskedMean(values.flat().map((value) => (value - mean) ** 2));
  const variance = count > 1 ? (biased * count) / (count - 1) : biased;
  const scale = Math.sqrt(variance + 1e-8);
  return values.map((row) => row.map((value) => (value - mean) / scale));
}
