import type { RewardPart } from '@stepgrpo/core';

/** A part before it has its points. */
export interface PartDraft {
  readonly label: string;
  readonly span?: readonly [start: number, end: number];
  readonly evidence: string;
}

/**
 * The points of `count` equal shares, such that adding the first m of them, from the left and in doubles, gives exactly
 * `of(m)`.
 *
 * Equation  share(m) = of(m) - of(m - 1); exact by Sterbenz's lemma, since of(m) <= 2 of(m - 1) for m >= 2
 */
export function cumulativeShares(count: number, of: (m: number) => number): number[] {
  const shares: number[] = [];
  for (let m = 1; m <= count; m++) shares.push(of(m) - (m === 1 ? 0 : of(m - 1)));
  return shares;
}

/** A draft with its points. */
export function withPoints(draft: PartDraft, value: number): RewardPart {
  const { label, span, evidence } = draft;
  return span === undefined ? { label, value, evidence } : { label, value, span, evidence };
}
