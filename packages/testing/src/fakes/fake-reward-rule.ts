import { scored } from '@stepgrpo/core';
import type { Completion, RewardOutcome, RewardRule, Sample } from '@stepgrpo/core';

/** A rule that says what it is told to; 1 for everything when it is told nothing. */
export function fakeRewardRule({
  name = 'fake',
  range = [0, 1],
  score = () => scored(1),
}: {
  readonly name?: string;
  readonly range?: readonly [number, number];
  readonly score?: (sample: Sample, completion: Completion) => RewardOutcome;
} = {}): RewardRule {
  return { name, range, score };
}
