import { ShapeError } from '@stepgrpo/core';

/** Rewards that arrive on tokens: an outcome on the last token, minus a KL penalty on each, or dense rewards. */
export interface TokenRewards {
  /** Reward points of each token [N][T]. */
  readonly rewards: readonly (readonly number[])[];
  /** 1 for tokens the policy wrote, 0 for padding and for text that others wrote [N][T]. */
  readonly mask: readonly (readonly number[])[];
}

/** What each token gets. */
export interface TokenAdvantages {
  /** [N][T]. Positions with mask 0 may hold any finite number. */
  readonly advantages: number[][];
  /** What followed each token, the target of a value function [N][T], reward points. */
  readonly returns: number[][];
}

/**
 * Refuses a batch whose rows differ in length between its parts.
 *
 * Throws  ShapeError that names the first row where they differ
 */
export function requireSameShape(parts: Readonly<Record<string, readonly (readonly number[])[]>>): void {
  const [[firstName, first] = ['', []], ...others] = Object.entries(parts);
  for (const [name, rows] of others) {
    if (rows.length !== first.length)
      throw new ShapeError(
        `"${firstName}" has ${first.length} row(s) and "${name}" has ${rows.length}.`,
        'pass one row per completion in each.',
      );
    const at = rows.findIndex((row, i) => row.length !== first[i]!.length);
    if (at >= 0)
      throw new ShapeError(
        `Row ${at} has ${first[at]!.length} token(s) in "${firstName}" and ${rows[at]!.length} in "${name}".`,
        'pad both to the same length.',
      );
  }
}

/** The reward of each completion as a whole: the sum over its tokens [N][T] -> [N]. */
export function totalRewards(rewards: TokenRewards['rewards']): number[] {
  return rewards.map((row) => row.reduce((total, reward) => total + reward, 0));
}

/** The classic case: every token of a completion gets its completion's advantage, masked tokens 0 [N] -> [N][T]. */
export function broadcastOverTokens(advantages: readonly number[], mask: TokenRewards['mask']): number[][] {
  return mask.map((row, i) => row.map((kept) => (kept === 0 ? 0 : advantages[i]! * kept)));
}
