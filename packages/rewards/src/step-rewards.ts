import { parseResponse } from '@stepgrpo/core';
import type { RewardOutcome, RewardPart, RewardRule } from '@stepgrpo/core';
import type { WeightedRule } from './composition';

/** A rule may say where its points belong when a completion's reward is spread over its steps. */
export interface CreditedRule extends RewardRule {
  /** `end`: on the last step, whatever the parts point at; a verdict on the response as a whole. */
  readonly credit?: 'end';
}

/** A step of a response: a section from its heading to the next, and what it earned. */
export interface ResponseStep {
  /** Where it ends, in UTF-16 units of the response; the last step ends with it. */
  readonly end: number;
  /** Reward points. */
  readonly reward: number;
}

/** What the rules say of one completion, as `scoreGroup` gives it. */
export interface CompletionScores {
  /** By rule name. */
  readonly outcomes: Readonly<Record<string, RewardOutcome>>;
  /** What each rule that counts added to the total, by rule name: weighted, clipped, gated. */
  readonly terms: Readonly<Record<string, number>>;
}

/**
 * The reward of a completion, spread over the steps of its response.
 *
 * A part with a span goes to the step in which the span begins: a key step to where it was first matched, the answer to
 * the final answer. Everything else goes to the last step: parts without a span, rules without parts, what the parts of a
 * rule leave over, and rules with `credit: 'end'` such as StepRVR.
 *
 * What a bound or a gate takes off a rule's points is taken off all of its parts in proportion; points that a bound adds, or
 * gives for the opposite, belong to no part and go to the last step.
 *
 * Equation  sum over steps of reward = sum over rules r that counted of term[r], the scalar reward
 * Range     reward points; at least one step, also of an empty text. Text before the first heading is a step of its own
 *           unless it is blank; a text without headings is one step
 * Source    specs/objectives.md 18.3
 */
export function stepRewards(
  text: string,
  { outcomes, terms }: CompletionScores,
  rules: readonly Pick<WeightedRule, 'rule' | 'weight'>[],
): ResponseStep[] {
  const ends = stepEnds(text);
  const last = ends.length - 1;
  const rewards = ends.map(() => 0);
  const stepAt = ({ span }: RewardPart): number => {
    const found = span === undefined ? last : ends.findIndex((end) => span[0] < end);
    return found < 0 ? last : found;
  };
  for (const { rule, weight } of rules) {
    const [outcome, points] = [outcomes[rule.name], terms[rule.name]];
    if (outcome?.kind !== 'scored' || points === undefined) continue;
    const { credit }: CreditedRule = rule;
    const whole = weight * outcome.value;
    const kept = points === whole ? 1 : points / whole;
    const factor = kept >= 0 && kept <= 1 ? weight * kept : 0;
    let placed = 0;
    for (const part of credit === 'end' ? [] : (outcome.parts ?? [])) {
      rewards[stepAt(part)]! += factor * part.value;
      placed += factor * part.value;
    }
    rewards[last]! += points - placed;
  }
  return ends.map((end, k) => ({ end, reward: rewards[k]! }));
}

/** Where the steps of a response end: at the next heading, and with the text. */
function stepEnds(text: string): readonly number[] {
  const starts = parseResponse(text).sections.map(({ span }) => span[0]);
  const [first] = starts;
  const inner = first !== undefined && text.slice(0, first).trim() === '' ? starts.slice(1) : starts;
  return [...inner, text.length];
}
