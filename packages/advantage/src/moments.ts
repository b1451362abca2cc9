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
 * Equation  mean = sum(x) / c,  std = sqrt(mean of (x - mean)^2 * c / (c - ddof)),  c = number of non-NaN x
 * Range     deviations of infinities that are NaN are left out too: one infinite value makes std infinite
 * Shapes    values [n], any unit -> mean and std in that unit
 * Source    specs of TRL's nanmean and nanstd (ddof 1), huggingface/trl trl/trainer/utils.py
 */
export function moments(values: readonly number[], ddof = 1): Moments {
  const present = values.filter((value) => !Number.isNaN(value));
  const count = present.length;
  const mean = sum(present) / count;
  const squares = present.map((value) => (value - mean) ** 2).filter((square) => !Number.isNaN(square));
  const variance = ((sum(squares) / squares.length) * count) / (count - ddof);
  return { count, mean, std: count > ddof ? Math.sqrt(variance) : Number.NaN };
}

/** Plain left-to-right sum. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
