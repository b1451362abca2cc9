import type { AdvantageEstimator } from '@stepgrpo/core';

/** An estimator whose advantages are the rewards themselves. */
export function fakeEstimator(): AdvantageEstimator {
  return { name: 'fake', estimate: (rewards) => rewards.map((group) => [...group]) };
}
