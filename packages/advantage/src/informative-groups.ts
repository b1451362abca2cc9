import { ConfigError } from '@stepgrpo/core';

/** Which groups can teach something: those whose mean score lies strictly between two bounds. */
export interface InformativeOptions {
  /** Lower bound of the mean score, in score points: groups in which all failed are at or below it. */
  readonly low?: number;
  /** Upper bound: groups in which all succeeded are at or above it. */
  readonly high?: number;
}

/**
 * Whether a group of completions carries signal: neither all failed nor all succeeded.
 *
 * Equation  low < mean(scores) < high
 * Source    dynamic sampling of DAPO, arXiv:2503.14476; hiyouga/EasyR1 (filter_low 0.01, filter_high 0.99)
 */
export function isInformative(
  scores: readonly number[],
  { low = 0.01, high = 0.99 }: InformativeOptions = {},
): boolean {
  const mean = scores.reduce((total, score) => total + score, 0) / scores.length;
  return low < mean && mean < high;
}

/** What filling a batch came to. */
export interface FilledBatch<Group> {
  /** `filled`: as many groups as asked for. `short`: the rounds ran out first; `groups` holds what there is. */
  readonly outcome: 'filled' | 'short';
  /** The groups kept, in the order drawn, cut to the number asked for. */
  readonly groups: readonly Group[];
  /** Every group that was drawn, kept or not: report rewards over these, or they look better than the policy is. */
  readonly drawn: readonly Group[];
  readonly rounds: number;
}

export interface FillOptions<Group> {
  /** Groups needed. */
  readonly groups: number;
  /** Rounds of drawing at most. */
  readonly maxRounds: number;
  readonly keep: (group: Group) => boolean;
  /** Stop after a round in which nothing was kept, as EasyR1 does (there it is an error). */
  readonly stopWhenNothingKept?: boolean;
}

/**
 * Draws rounds of groups until enough of them are worth learning from, or the bound on rounds is reached.
 *
 * Source  hiyouga/EasyR1 (online_filtering, max_try_make_batch); ours differs: running out is an outcome, not an error
 * Throws  ConfigError when `groups` or `maxRounds` is not a positive whole number
 */
export async function fillBatch<Group>(
  draw: (round: number) => Promise<readonly Group[]>,
  { groups: wanted, maxRounds, keep, stopWhenNothingKept = false }: FillOptions<Group>,
): Promise<FilledBatch<Group>> {
  if (!Number.isInteger(wanted) || wanted < 1 || !Number.isInteger(maxRounds) || maxRounds < 1)
    throw new ConfigError(
      `A batch of ${wanted} group(s) in at most ${maxRounds} round(s) cannot be filled.`,
      'give positive whole numbers.',
    );
  const drawn: Group[] = [];
  const kept: Group[] = [];
  let rounds = 0;
  while (rounds < maxRounds && kept.length < wanted) {
    const round = await draw(rounds);
    rounds += 1;
    const worth = round.filter(keep);
    drawn.push(...round);
    kept.push(...worth);
    if (stopWhenNothingKept && worth.length === 0) break;
  }
  return { outcome: kept.length < wanted ? 'short' : 'filled', groups: kept.slice(0, wanted), drawn, rounds };
}
