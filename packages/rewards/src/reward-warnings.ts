import type { WeightedRule } from './composition';
import type { GroupScores } from './score-group';
import { mean, standardDeviation } from './spread';

/** What the rewards of one update looked like. */
export interface RewardStep {
  readonly step: number;
  /** Mean total, in reward points. */
  readonly reward: number;
  /** Share of groups in which all completions earned the same. */
  readonly zeroVarianceGroups: number;
  /** By rule, as `ruleSpreads` gives it. */
  readonly spreads: Readonly<Record<string, number>>;
}

/** Accuracy on held-out samples, with its interval, after so many updates. */
export interface HeldOutScore {
  readonly step: number;
  readonly mean: number;
  readonly low: number;
}

/** Something about the rewards that a person should look at. */
export interface RewardWarning {
  readonly kind: 'one-rule-dominates' | 'variance-collapse' | 'reward-rises-accuracy-falls';
  readonly message: string;
}

export interface RewardWarningOptions {
  /** Updates that are looked at together. */
  readonly window?: number;
  /** Share of the spread from which on one of several rules dominates. */
  readonly dominance?: number;
  /** Share of groups without spread from which on there is nothing left to learn from. */
  readonly collapse?: number;
}

/**
 * How much each rule tells completions of a group apart.
 *
 * Equation  spread[r] = mean over groups of std of p[r, i] over i, ddof = 1, p as `scoreGroup` has it; a group without r has 0
 * Shapes    scores [B] -> reward points by rule
 */
export function ruleSpreads(
  rules: readonly WeightedRule[],
  scores: readonly GroupScores[],
): Record<string, number> {
  const spreadOf = (name: string): number =>
    mean(scores.map(({ terms }) => standardDeviation(terms.flatMap((byRule) => byRule[name] ?? []))));
  return Object.fromEntries(rules.map(({ rule }) => [rule.name, spreadOf(rule.name)]));
}

/**
 * What is wrong with the rewards at the end of a history; pure. Nothing before there is a whole window.
 *
 * - one rule dominates: over the window, one of several rules makes up nearly all of the spread within groups;
 * - variance collapse: over the window, nearly all groups are without spread, so there is no advantage to learn from;
 * - reward rises, accuracy falls: held-out accuracy is below the interval of its best, while training reward is above what
 *   it was then. Rewards are then paid for something else than right answers.
 */
export function rewardWarnings(
  steps: readonly RewardStep[],
  heldOut: readonly HeldOutScore[] = [],
  { window = 20, dominance = 0.95, collapse = 0.9 }: RewardWarningOptions = {},
): RewardWarning[] {
  const recent = steps.slice(-window);
  if (recent.length < window) return [];
  return [
    ...dominatingRule(recent, dominance),
    ...varianceCollapse(recent, collapse),
    ...divergence(steps, heldOut, window),
  ];
}

function dominatingRule(recent: readonly RewardStep[], dominance: number): RewardWarning[] {
  const names = Object.keys(recent[0]!.spreads);
  const spreads = names.map((name) => mean(recent.map((step) => step.spreads[name] ?? 0)));
  const total = spreads.reduce((sum, spread) => sum + spread, 0);
  const at = spreads.findIndex((spread) => total > 0 && spread / total >= dominance);
  if (names.length < 2 || at === -1) return [];
  const share = Math.round((100 * spreads[at]!) / total);
  const message =
    `the rule ${names[at]!} makes up ${share} % of the spread of rewards within groups over the last ` +
    `${recent.length} steps; the others hardly count. Look at their weights.`;
  return [{ kind: 'one-rule-dominates', message }];
}

function varianceCollapse(recent: readonly RewardStep[], collapse: number): RewardWarning[] {
  const share = mean(recent.map((step) => step.zeroVarianceGroups));
  if (share < collapse) return [];
  const message =
    `in ${Math.round(100 * share)} % of the groups of the last ${recent.length} steps all completions earned the same: ` +
    'there is next to nothing to learn from. Use harder samples, a higher temperature or finer rules.';
  return [{ kind: 'variance-collapse', message }];
}

function divergence(
  steps: readonly RewardStep[],
  heldOut: readonly HeldOutScore[],
  window: number,
): RewardWarning[] {
  const latest = heldOut.at(-1);
  const best = heldOut.reduce<HeldOutScore | undefined>(
    (top, score) => (top === undefined || score.mean > top.mean ? score : top),
    undefined,
  );
  if (latest === undefined || best === undefined || latest.mean >= best.low) return [];
  const rewardAt = (step: number): number =>
    mean(
      steps
        .filter((one) => one.step <= step)
        .slice(-window)
        .map(({ reward }) => reward),
    );
  const [then, now] = [rewardAt(Math.max(best.step, steps[0]!.step)), rewardAt(latest.step)];
  if (!(now > then)) return [];
  const message =
    `held-out accuracy fell from ${best.mean.toFixed(3)} (step ${best.step}) to ${latest.mean.toFixed(3)} (step ` +
    `${latest.step}) while the training reward rose from ${then.toFixed(3)} to ${now.toFixed(3)}: the rules may be paid ` +
    'for something else than right answers. Run `stepgrpo audit` on the config and read some rollouts.';
  return [{ kind: 'reward-rises-accuracy-falls', message }];
}
