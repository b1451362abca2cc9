/** Count, mean and standard deviation of the numbers that are there; NaN stands for "not scored" and is left out. */
export interface Moments {
  /** How many values are not NaN. */
  readonly count: number;
  /** NaN when there are none. */
  readonly mean: number;
  /** NaN when `count` is at most `ddof`. */
  readonly std: number;
}

/**
 * First two moments of the scored values.
 *
 * Equation  mean = sum(x) / c,  std = sqrt(sum((x - mean)^2) / (c - ddof)),  c = number of non-NaN x
 * Shapes    values [n], any unit -> mean and std in that unit
 * Source    specs of TRL's nanmean and nanstd (ddof 1), huggingface/trl trl/trainer/utils.py
 */
export function moments(values: readonly number[], ddof = 1): Moments {
  const present = values.filter((value) => !Number.isNaN(value));
  const count = present.length;
  const mean = sum(present) / count;
  const squares = sum(present.map((value) => (value - mean) ** 2));
  return { count, mean, std: count > ddof ? Math.sqrt(squares / (count - ddof)) : Number.NaN };
}

/** Plain left-to-right sum. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
