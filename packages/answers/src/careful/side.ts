import { boundedCache } from '../bounded-cache';
import { workedOut } from '../engine/work-out';
import { workBudget } from '../numbers/too-large';
import { choiceOf } from './choice';
import type { Choice } from './choice';
import { isMathMode, plainLine, unwrapped } from './clean-text';
import { clockOf } from './clock';
import type { Clock } from './clock';
import { quantitiesOf } from './quantity';
import type { Quantity } from './quantity';

/** One side of a comparison, read as a whole. What costs is read when it is asked for, once. */
export interface Side {
  /** Without what surrounds the answer. */
  readonly text: string;
  /** On one line, without math marks. */
  readonly line: string;
  /** Whether it is set as mathematics. */
  readonly isMath: boolean;
  readonly choice: Choice | null;
  readonly clock: Clock | null;
  /** Every way to read it as a quantity. Throws TooLarge beyond the bounds. */
  quantities(): readonly Quantity[];
}

/**
 * Reads one side, within a budget that other readings may share. `trusted` sides may take long: their integrals and the
 * like are worked out.
 */
export function sideOf(source: string, trusted: boolean, budget = workBudget()): Side {
  const text = unwrapped(source);
  const line = plainLine(text);
  let quantities: readonly Quantity[] | null = null;
  return {
    text,
    line,
    isMath: isMathMode(source),
    choice: choiceOf(text),
    clock: clockOf(line),
    quantities() {
      quantities ??= quantitiesOf(text, budget).map(({ value, unit }) => ({
        value: trusted ? workedOut(value) : value,
        unit,
      }));
      return quantities;
    },
  };
}

/** References come back for every completion of a group, and in every epoch. */
const referenceCapacity = 2000;

const trustedSide = boundedCache(referenceCapacity, (source) => sideOf(source, true));
const otherSide = boundedCache(referenceCapacity, (source) => sideOf(source, false));

/** A reference answer, read once. */
export const referenceSide = (source: string, trusted: boolean): Side =>
  trusted ? trustedSide(source) : otherSide(source);
