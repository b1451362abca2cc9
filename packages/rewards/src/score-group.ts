import { ungradable } from '@stepgrpo/core';
import type { Completion, Group, RewardOutcome, RewardRule, Sample } from '@stepgrpo/core';
import { assertComposable, opensAt, pointsOf, pointsRange } from './composition';
import type { WeightedRule } from './composition';

/** A rule that did not count for a group. */
export interface DroppedRule {
  readonly rule: string;
  readonly reason: string;
}

/** The rewards of one group. */
export interface GroupScores {
  /** Sum over the rules that count of what each adds, in the rules' order [G]; reward points. */
  readonly totals: number[];
  /** What each rule that counts added to the total, by rule name [G]: weighted, clipped, gated. */
  readonly terms: readonly Readonly<Record<string, number>>[];
  /** What each rule said of each completion, by rule name [G]; dropped rules included. */
  readonly outcomes: readonly Readonly<Record<string, RewardOutcome>>[];
  /** Rules that left the total of the whole group, because the sample cannot be graded by them or they failed. */
  readonly dropped: readonly DroppedRule[];
}

/** A rule that broke its contract is an ungradable sample with a reason, never a crash of the loop and never a number. */
export async function outcomeOf(
  rule: RewardRule,
  sample: Sample,
  completion: Completion,
): Promise<RewardOutcome> {
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
 * Scores the completions of one sample with several rules. A rule that cannot grade one completion leaves the total of the
 * whole group, and so does every rule whose gate it is: within a group, totals are made of the same terms.
 *
 * Equation  total[i] = sum over rules r that grade the whole group of p[r, i];
 *           p = weight * clip(value), and min(p, 0) where the gate of r gives less than its threshold
 * Shapes    group [G] -> totals [G] reward points
 * Throws    ConfigError when a rule's gate is none of the others, a name occurs twice or a number is not finite
 */
export async function scoreGroup(rules: readonly WeightedRule[], group: Group): Promise<GroupScores> {
  if (rules.length > 0) assertComposable(rules);
  const { sample, completions } = group;
  const outcomes: Record<string, RewardOutcome>[] = completions.map(() => ({}));
  for (const { rule } of rules) {
    const judged = await Promise.all(completions.map((completion) => outcomeOf(rule, sample, completion)));
    judged.forEach((outcome, i) => (outcomes[i]![rule.name] = outcome));
  }

  const reasons = new Map<string, string>();
  for (const { rule } of rules) {
    const refused = outcomes.map((of) => of[rule.name]!).find((outcome) => outcome.kind === 'ungradable');
    if (refused !== undefined) reasons.set(rule.name, refused.reason);
  }
  const totals = completions.map(() => 0);
  const terms: Record<string, number>[] = completions.map(() => ({}));
  const dropped: DroppedRule[] = [];
  for (const weighted of rules) {
    const { rule, gate } = weighted;
    const gateReason = gate === undefined ? undefined : reasons.get(gate);
    const reason = reasons.get(rule.name) ?? (gateReason && `its gate "${gate}" was left out: ${gateReason}`);
    if (reason !== undefined) {
      dropped.push({ rule: rule.name, reason });
      continue;
    }
    const threshold = opensAt(weighted, rules);
    completions.forEach((_, i) => {
      const reading =
        threshold === null ? null : { value: valueOf(outcomes[i]![gate!]!), opensAt: threshold };
      const points = pointsOf(weighted, valueOf(outcomes[i]![rule.name]!), reading);
      terms[i]![rule.name] = points;
      totals[i]! += points;
    });
  }
  return { totals, terms, outcomes, dropped };
}

/** Of an outcome that was not refused. */
function valueOf(outcome: RewardOutcome): number {
  return outcome.kind === 'scored' ? outcome.value : 0;
}

/** Several rules as one scorer. */
export interface CombinedRules {
  readonly rules: readonly WeightedRule[];
  /** Bounds of a total when no rule is dropped, in reward points. */
  readonly range: readonly [min: number, max: number];
  scoreGroup(group: Group): Promise<GroupScores>;
}

/**
 * Puts rules, weights, bounds and gates together.
 *
 * Throws  ConfigError when there are no rules, or `scoreGroup` could not work with them
 */
export function combine(rules: readonly WeightedRule[]): CombinedRules {
  assertComposable(rules);
  const ranges = rules.map(pointsRange);
  const min = ranges.reduce((sum, [low]) => sum + low, 0);
  const max = ranges.reduce((sum, [, high]) => sum + high, 0);
  return { rules, range: [min, max], scoreGroup: (group) => scoreGroup(rules, group) };
}
