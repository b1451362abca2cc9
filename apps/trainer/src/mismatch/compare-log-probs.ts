/** How far two computations of the same log-probabilities are apart. */
export interface Comparison {
  /** Mean of |difference|, nats per token. */
  readonly meanDifference: number;
  readonly maxDifference: number;
  /** Mean of e^|difference|: the factor by which probabilities are off; 1 where they agree. */
  readonly multiplicativeError: number;
  readonly tokens: number;
}

/** One infinite difference must not hide what the other tokens say. */
const cap = 50;

/**
 * Compares log-probabilities token by token.
 *
 * Equation  d = |sampled - trained|, at most 50 nats; mean d, max d, mean e^d
 * Shapes    sampled, trained: rows of equal lengths, nats; a token either side has no number for (NaN) counts 50
 * Source    the multiplicative error: NVIDIA-NeMo/RL token_mult_prob_error
 */
export function compareLogProbs(
  sampled: readonly ArrayLike<number>[],
  trained: readonly ArrayLike<number>[],
): Comparison {
  const differences = sampled.flatMap((row, i) =>
    Array.from(row, (value, t) => {
      const difference = Math.abs(value - (trained[i]?.[t] ?? Number.NaN));
      return Number.isNaN(difference) ? cap : Math.min(cap, difference);
    }),
  );
  const mean = (values: readonly number[]): number =>
    values.reduce((total, value) => total + value, 0) / Math.max(1, values.length);
  return {
    meanDifference: mean(differences),
    maxDifference: differences.reduce((a, b) => Math.max(a, b), 0),
    multiplicativeError: differences.length === 0 ? 1 : mean(differences.map(Math.exp)),
    tokens: differences.length,
  };
}
