/** How often something is measured. */
export interface Passes {
  /** Passes that are not counted, first. */
  readonly warmup: number;
  readonly counted: number;
}

/**
 * Milliseconds of each counted pass, in the order they were made.
 *
 * Range  at least 5 counted passes, so that a median means something
 */
export async function timePasses(
  { warmup, counted }: Passes,
  pass: (index: number) => Promise<unknown>,
): Promise<number[]> {
  if (counted < 5) throw new RangeError(`${counted} counted passes are too few: measure at least 5.`);
  const milliseconds: number[] = [];
  for (let index = 0; index < warmup + counted; index++) {
    const started = performance.now();
    await pass(index);
    if (index >= warmup) milliseconds.push(performance.now() - started);
  }
  return milliseconds;
}

/** The middle value; the mean of the two middle ones of an even number of values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Median, least and largest of passes, as details of a row. */
export function spread(
  milliseconds: readonly number[],
): Readonly<Record<'leastMs' | 'mostMs' | 'passes', number>> {
  return {
    leastMs: Math.min(...milliseconds),
    mostMs: Math.max(...milliseconds),
    passes: milliseconds.length,
  };
}
