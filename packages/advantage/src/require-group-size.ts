import { ShapeError } from '@stepgrpo/core';

/**
 * Refuses groups in which a completion has nobody to be compared with.
 *
 * Throws  ShapeError when a group has fewer than two rewards
 */
export function requireGroupSize(rewards: readonly (readonly number[])[], estimator: string): void {
  rewards.forEach((group, b) => {
    if (group.length < 2)
      throw new ShapeError(
        `Group ${b} has ${group.length} reward(s), and ${estimator} compares the completions of a group.`,
        'sample at least 2 completions per prompt.',
      );
  });
}
