import { ConfigError, ungradable } from '@stepgrpo/core';
import type { Completion, Group, RewardOutcome, RewardRule, Sample } from '@stepgrpo/core';

/** A rule and how much its points count. */
export interface WeightedRule {
  readonly rule: RewardRule;
  readonly weight: number;
}

/** A rule that did not count for a group. */
export interface DroppedRule {
  readonly rule: string;
  readonly reason: string;
}

/** The rewards of one group. */
export interface GroupScores {
  /** Sum of weight times value over the rules that count, in the rules' order [G]; reward points. */
  readonly totals: number[];
  /** What each rule said of each completion, by rule name [G]; dropped rules included. */
  readonly outcomes: readonly Readonly<Record<string, RewardOutcome>>[];
  /** Rules that left the total of the whole group, because the sample cannot be graded by them or they failed. */
  readonly dropped: readonly DroppedRule[];
}

/** A rule that broke its contract is an ungradable sample with a reason, never a crash of the loop and never a number. */
async function outcomeOf(rule: RewardRule, sample: Sample, completion: Completion): Promise<RewardOutcome> {
  try {
    const outcome = await rule.score(sample, completion);
    if (outcome.kind === 'scored' && !Number.isFinite(outcome.value)) {
      return ungradable(`the rule gave ${outcome.value}, which is not a number of points`);
    }
    return outcome;
  } catch (error) {
    return ungradable(
      `the rule threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
    );
  }
}

/**
 * Scores the completions of one sample with several rules.
 *
 * Equation  total[i] = sum over rules r that grade the whole group of weight[r] * value[r, i]
 * Shapes    group [G] -> totals [G] reward points
 */
export async function scoreGroup(rules: readonly WeightedRule[], group: Group): Promise<GroupScores> {
  const outcomes: Record<string, RewardOutcome>[] = group.completions.map(() => ({}));
  const totals = group.completions.map(() => 0);
  const dropped: DroppedRule[] = [];
  for (const { rule, weight } of rules) {
    const judged: RewardOutcome[] = [];
    for (const completion of group.completions) judged.push(await outcomeOf(rule, group.sample, completion));
    judged.forEach((outcome, i) => (outcomes[i]![rule.name] = outcome));
    const refused = judged.find((outcome) => outcome.kind === 'ungradable');
    if (refused !== undefined) {
      dropped.push({ rule: rule.name, reason: refused.reason });
      continue;
    }
    judged.forEach((outcome, i) => {
      if (outcome.kind === 'scored') totals[i]! += weight * outcome.value;
    });
  }
  return { totals, outcomes, dropped };
}

/** Several rules as one scorer. */
export interface CombinedRules {
  readonly rules: readonly WeightedRule[];
  /** Bounds of a total when no rule is dropped, in reward points. */
  readonly range: readonly [min: number, max: number];
  scoreGroup(group: Group): Promise<GroupScores>;
}

/**
 * Puts rules and weights together.
 *
 * Throws  ConfigError when there are no rules, a name occurs twice or a weight is not finite
 */
export function combine(rules: readonly WeightedRule[]): CombinedRules {
  if (rules.length === 0)
    throw new ConfigError('no reward rules were given', 'give at least one.', 'rewards');
  const seen = new Set<string>();
  let [min, max] = [0, 0];
  for (const { rule, weight } of rules) {
    if (seen.has(rule.name)) {
      throw new ConfigError(
        `the rule "${rule.name}" is given twice`,
        'give it once, with one weight.',
        'rewards',
      );
    }
    if (!Number.isFinite(weight)) {
      throw new ConfigError(`the weight of "${rule.name}" is ${weight}`, 'give a finite number.', 'rewards');
    }
    seen.add(rule.name);
    const ends = [weight * rule.range[0], weight * rule.range[1]];
    min += Math.min(...ends);
    max += Math.max(...ends);
  }
  return { rules, range: [min, max], scoreGroup: (group) => scoreGroup(rules, group) };
}
