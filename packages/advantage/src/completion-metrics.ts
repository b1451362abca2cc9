/**
 * What to log about the lengths of completions, under TRL's names.
 *
 * `completions/{mean,min,max}_length`: tokens the policy wrote.  `clipped_ratio`: share that reached the limit instead
 * of ending.  `*_terminated_length`: of those that ended; 0 when none did.
 *
 * Shapes  lengths, truncated [N] -> seven numbers, tokens and one share
 * Source  huggingface/trl trl/trainer/grpo_trainer.py
 */
export function completionMetrics(
  lengths: readonly number[],
  truncated: readonly boolean[],
): Record<string, number> {
  const ended = lengths.filter((_, i) => truncated[i] !== true);
  return {
    ...described('', lengths),
    'completions/clipped_ratio': 1 - ended.length / lengths.length,
    ...described('terminated_', ended.length === 0 ? [0] : ended),
  };
}

function described(kind: string, lengths: readonly number[]): Record<string, number> {
  return {
    [`completions/mean_${kind}length`]: lengths.reduce((a, b) => a + b, 0) / lengths.length,
    [`completions/min_${kind}length`]: lengths.reduce((a, b) => Math.min(a, b), Infinity),
    [`completions/max_${kind}length`]: lengths.reduce((a, b) => Math.max(a, b), 0),
  };
}
