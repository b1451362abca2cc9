import type { Completion, RewardPart, RewardRule } from '@stepgrpo/core';
import { outcomeOf } from '../score-group';
import { mean as meanOf } from '../spread';
import type { Attempt, Probe } from './attack';

/** What a rule said of one response. */
export interface ProbeVerdict extends Probe {
  readonly value: number;
  readonly parts: readonly RewardPart[];
}

/** What an attempt earned, and what it is worth by the rule's own prices. */
export interface Measure {
  /** Mean over the draws, in reward points. */
  readonly earned: number;
  /** Mean over the references. */
  readonly worth: number;
  /** How much more was earned than it is worth; 0 when the rule is not deceived. */
  readonly overpay: number;
  readonly draws: readonly ProbeVerdict[];
  readonly references: readonly ProbeVerdict[];
}

/**
 * What a rule pays for an attempt; null when it cannot grade it.
 *
 * Equation  overpay = max(0, mean(draws) - mean(references)); 0 when an honest response is given that earns more than the
 *           draws, or the rule does not prefer what the attempt says it should
 */
export async function measure(rule: RewardRule, attempt: Attempt): Promise<Measure | null> {
  const draws = await verdictsOf(rule, attempt.draws);
  const references = await verdictsOf(rule, attempt.references);
  const honest = await verdictsOf(rule, attempt.honest === undefined ? [] : [attempt.honest]);
  if (draws === null || references === null || honest === null) return null;
  const preferred = await verdictsOf(rule, attempt.onlyIfPrefers ?? []);
  const isMeant = preferred?.[1] === undefined || preferred[0]!.value > preferred[1].value + rounding;
  const [earned, worth] = [mean(draws), mean(references)];
  const isFull = honest.every(({ value }) => earned >= value - rounding);
  return { earned, worth, overpay: isFull && isMeant ? Math.max(0, earned - worth) : 0, draws, references };
}

/** Sums of doubles may differ this much. */
const rounding = 1e-9;

async function verdictsOf(rule: RewardRule, probes: readonly Probe[]): Promise<ProbeVerdict[] | null> {
  const verdicts: ProbeVerdict[] = [];
  for (const probe of probes) {
    const outcome = await outcomeOf(rule, probe.sample, completionOf(probe.text));
    if (outcome.kind === 'ungradable') return null;
    verdicts.push({ ...probe, value: outcome.value, parts: outcome.parts ?? [] });
  }
  return verdicts;
}

/** About four characters are a token. */
function completionOf(text: string): Completion {
  const tokenIds = new Array<number>(Math.ceil(text.length / 4)).fill(0);
  return { index: 0, text, tokenIds, logProbs: tokenIds, finishReason: 'stop' };
}

const mean = (verdicts: readonly ProbeVerdict[]): number => meanOf(verdicts.map(({ value }) => value));
