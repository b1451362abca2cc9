import { ConfigError } from '@stepgrpo/core';
import type { RewardRule } from '@stepgrpo/core';

/** A rule and how its points count. */
export interface WeightedRule {
  readonly rule: RewardRule;
  readonly weight: number;
  /** Bounds that its value is cut to, before the weight. */
  readonly clip?: readonly [low: number, high: number];
  /** Name of another rule: where it gives less than `gateAt`, points are withheld. */
  readonly gate?: string;
  /** The gate's full marks when absent. */
  readonly gateAt?: number;
}

/** What a gate said of the same completion. */
export interface GateReading {
  readonly value: number;
  /** From which value on the gate is open. */
  readonly opensAt: number;
}

/**
 * What a rule adds to the total of a completion. A closed gate withholds points and never forgives a penalty: otherwise
 * breaking the gate would pay.
 *
 * Equation  p = weight * min(max(value, low), high); with a closed gate min(p, 0)
 * Range     reward points; at most what it is with the gate open
 */
export function pointsOf({ weight, clip }: WeightedRule, value: number, gate: GateReading | null): number {
  const points = weight * clipped(value, clip);
  return gate !== null && gate.value < gate.opensAt ? Math.min(points, 0) : points;
}

/** From which value on the gate of a rule is open; null without a gate. */
export function opensAt({ gate, gateAt }: WeightedRule, rules: readonly WeightedRule[]): number | null {
  if (gate === undefined) return null;
  return gateAt ?? rules.find(({ rule }) => rule.name === gate)?.rule.range[1] ?? null;
}

/** Bounds of what a rule adds to a total, in reward points. */
export function pointsRange(weighted: WeightedRule): readonly [min: number, max: number] {
  const { rule, weight, clip, gate } = weighted;
  const ends = rule.range.map((end) => weight * clipped(end, clip));
  const least = Math.min(...ends);
  return [gate === undefined ? least : Math.min(least, 0), Math.max(...ends)];
}

/**
 * Checks that rules can be put together.
 *
 * Throws  ConfigError when there are none, a name occurs twice, a number is not finite, bounds are in the wrong order or a
 *         gate is not one of the other rules
 */
export function assertComposable(rules: readonly WeightedRule[]): void {
  if (rules.length === 0)
    throw new ConfigError('no reward rules were given', 'give at least one.', 'rewards');
  const names = rules.map(({ rule }) => rule.name);
  rules.forEach(({ rule: { name }, weight, clip, gate, gateAt }, i) => {
    const problem = (what: string, fix: string): ConfigError => new ConfigError(what, fix, 'rewards');
    if (names.indexOf(name) !== i)
      throw problem(`the rule "${name}" is given twice`, 'give it once, with one weight.');
    if (!Number.isFinite(weight))
      throw problem(`the weight of "${name}" is ${weight}`, 'give a finite number.');
    if (clip !== undefined && !(Number.isFinite(clip[0]) && Number.isFinite(clip[1]) && clip[0] <= clip[1])) {
      throw problem(
        `"${name}" is clipped to [${clip.join(', ')}]`,
        'give two finite numbers, the smaller one first.',
      );
    }
    if (gate !== undefined && (gate === name || !names.includes(gate))) {
      const others = names.filter((other) => other !== name).join(', ') || 'none';
      throw problem(
        `the gate of "${name}" is "${gate}", which is no other rule`,
        `the other rules are: ${others}.`,
      );
    }
    if (gateAt !== undefined && !Number.isFinite(gateAt)) {
      throw problem(`the gate of "${name}" opens at ${gateAt}`, 'give a finite number.');
    }
  });
}

function clipped(value: number, clip: WeightedRule['clip']): number {
  return clip === undefined ? value : Math.min(Math.max(value, clip[0]), clip[1]);
}
