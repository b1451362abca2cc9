import type { RunEvent } from '@stepgrpo/core';
import { rewardWarnings, type HeldOutScore, type RewardStep } from '@stepgrpo/rewards';

/** Prefix of the metrics that say how much a rule tells completions apart. */
const spreadPrefix = 'rewardSpread/';

/** Names spreads as metrics of a step. */
export function spreadMetrics(spreads: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(spreads).map(([rule, spread]) => [`${spreadPrefix}${rule}`, spread]),
  );
}

/**
 * What the latest update of a run newly shows to be wrong with the rewards. It reads the log alone, so that a resumed run
 * warns as an uninterrupted one does; what was warned of at the update before is not said again.
 */
export function newRewardWarnings(events: readonly RunEvent[]): string[] {
  const steps = events.flatMap((event): RewardStep[] =>
    event.kind === 'step-end' && event.phase === 'stepgrpo' ? [rewardStep(event)] : [],
  );
  const heldOut = events.flatMap((event): HeldOutScore[] => {
    const accuracy = event.kind === 'eval-end' && event.phase === 'stepgrpo' && event.scores['accuracy'];
    return accuracy ? [{ step: event.step, mean: accuracy.mean, low: accuracy.low }] : [];
  });
  const last = steps.at(-1);
  if (last === undefined) return [];
  const before = rewardWarnings(
    steps.slice(0, -1),
    heldOut.filter(({ step }) => step < last.step - 1),
  );
  return rewardWarnings(steps, heldOut)
    .filter(({ kind }) => before.every((known) => known.kind !== kind))
    .map(({ message }) => `step ${last.step}: ${message}`);
}

function rewardStep({ step, metrics }: Extract<RunEvent, { kind: 'step-end' }>): RewardStep {
  const spreads = Object.entries(metrics).flatMap(([name, value]) =>
    name.startsWith(spreadPrefix) ? [[name.slice(spreadPrefix.length), value ?? 0] as const] : [],
  );
  const { reward, zeroVarianceGroups } = metrics;
  return {
    step,
    reward: reward ?? 0,
    zeroVarianceGroups: zeroVarianceGroups ?? 0,
    spreads: Object.fromEntries(spreads),
  };
}
