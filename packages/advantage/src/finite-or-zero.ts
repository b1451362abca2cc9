/** A completion that could not be scored, or whose group cannot be compared, neither gains nor loses. */
export function finiteOrZero(advantage: number): number {
  return Number.isFinite(advantage) ? advantage : 0;
}

/** As `torch.nan_to_num`, which TRL applies: not-a-number is 0, an infinity the largest finite number of its sign. */
export function finiteAsTorch(advantage: number): number {
  if (Number.isNaN(advantage)) return 0;
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, advantage));
}
