/** A completion that could not be scored, or whose group cannot be compared, neither gains nor loses. */
export function finiteOrZero(advantage: number): number {
  return Number.isFinite(advantage) ? advantage : 0;
}
