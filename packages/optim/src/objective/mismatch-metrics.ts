/**
 * How far the sampler's log-probabilities are from the trainer's, in plain numbers, under TRL's names.
 *
 * Equation  difference |old - sampled| over tokens with mask 1; ratio: the correction over those tokens, or over rows
 * Shapes    all [B][T]; ratio [B][T] or [B][1] -> five numbers, nats and ratios; NaN without any token
 * Source    huggingface/trl trl/trainer/grpo_trainer.py (sampling/*)
 */
export function mismatchMetrics({
  oldLogProbs,
  samplingLogProbs,
  mask,
  ratio,
}: {
  readonly [Key in 'oldLogProbs' | 'samplingLogProbs' | 'mask' | 'ratio']: readonly (readonly number[])[];
}): Record<string, number> {
  const counted = (rows: readonly (readonly number[])[]): number[] =>
    rows.flatMap((row, i) => row.filter((_, t) => mask[i]![t] !== 0));
  const differences = counted(
    oldLogProbs.map((row, i) => row.map((value, t) => Math.abs(value - samplingLogProbs[i]![t]!))),
  );
  const perRow = ratio.every((row) => row.length === 1) && mask.some((row) => row.length > 1);
  const ratios = perRow ? ratio.flat() : counted(ratio);
  return {
    'sampling/sampling_logp_difference/mean': mean(differences),
    'sampling/sampling_logp_difference/max': differences.reduce((a, b) => Math.max(a, b), 0),
    'sampling/importance_sampling_ratio/min': ratios.reduce((a, b) => Math.min(a, b), ratios[0] ?? NaN),
    'sampling/importance_sampling_ratio/mean': mean(ratios),
    'sampling/importance_sampling_ratio/max': ratios.reduce((a, b) => Math.max(a, b), ratios[0] ?? NaN),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
