import type { Completion } from '../completion';
import type { Sample } from '../sample';

/** One reason for a score. The values of the parts of an outcome sum to its value. */
export interface RewardPart {
  /** What was judged: `answer`, `key-step 2`, `complete`, … */
  readonly label: string;
  /** Reward points this part contributed. */
  readonly value: number;
  /** Where in the completion's text, as [start, end) in UTF-16 code units; absent when it is nowhere in particular. */
  readonly span?: readonly [start: number, end: number];
  /** What was found, in words for a person. */
  readonly evidence: string;
}

/** A score in reward points, or why this *sample* cannot be graded. A bad answer is a score, never ungradable. */
export type RewardOutcome =
  | { readonly kind: 'scored'; readonly value: number; readonly parts?: readonly RewardPart[] }
  | { readonly kind: 'ungradable'; readonly reason: string };

/** Judges one completion against its sample. Deterministic, finite, and never throws, whatever the text. */
export interface RewardRule {
  /** Unique kebab-case name: the key in config, run log and reward weights. */
  readonly name: string;
  /** Inclusive bounds of `value`, in reward points, before weighting. */
  readonly range: readonly [min: number, max: number];
  score(sample: Sample, completion: Completion): RewardOutcome | Promise<RewardOutcome>;
}

/** A scored outcome. */
export function scored(value: number, parts?: readonly RewardPart[]): RewardOutcome {
  return parts === undefined ? { kind: 'scored', value } : { kind: 'scored', value, parts };
}

/** An outcome that says the sample cannot be graded. */
export function ungradable(reason: string): RewardOutcome {
  return { kind: 'ungradable', reason };
}
