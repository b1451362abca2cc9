/** The mean; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** With ddof 1; exactly 0 when all values are equal, or there is at most one. */
export function standardDeviation(values: readonly number[]): number {
  if (values.every((value) => value === values[0])) return 0;
  const average = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1));
}
