import type { KeyStep } from '@stepgrpo/core';
import type { ReasoningStep } from './question';
import { distinct } from './wording';

export type Operator = '+' | '-' | '*';

interface Notation {
  readonly commutes: boolean;
  /** In symbols; the first is ours. */
  readonly symbols: readonly string[];
  readonly word: string;
  readonly apply: (left: number, right: number) => number;
}

const notations: Readonly<Record<Operator, Notation>> = {
  '+': { commutes: true, symbols: ['+'], word: 'plus', apply: (left, right) => left + right },
  '-': { commutes: false, symbols: ['-', '\u2212'], word: 'minus', apply: (left, right) => left - right },
  '*': {
    commutes: true,
    symbols: ['*', '\u00d7', 'x', '\\times', '\\cdot'],
    word: 'times',
    apply: (left, right) => left * right,
  },
};

/** An equation in our notation with its value, and the notations of others. */
export interface Equation {
  readonly text: string;
  readonly value: number;
  readonly keyStep: KeyStep;
}

/**
 * `left operator right = value`, with the alternatives that say the same: operands swapped where that is allowed,
 * without blanks, other signs, and in words.
 *
 * Example  equation(3, '+', 8).text // '3 + 8 = 11'
 */
export function equation(left: number, operator: Operator, right: number): Equation {
  const { commutes, symbols, word, apply } = notations[operator];
  const value = apply(left, right);
  const orders = commutes ? [[left, right] as const, [right, left] as const] : [[left, right] as const];
  const spaced = symbols.flatMap((sign) => orders.map(([a, b]) => `${a} ${sign} ${b} = ${value}`));
  const tight = orders.map(([a, b]) => `${a}${symbols[0]}${b}=${value}`);
  const worded = ['equals', 'is'].flatMap((verb) =>
    orders.map(([a, b]) => `${a} ${word} ${b} ${verb} ${value}`),
  );
  return {
    text: `${left} ${operator} ${right} = ${value}`,
    value,
    keyStep: distinct([...spaced, ...tight, ...worded]),
  };
}

/** A step that is one equation; `alternatives` are further ways to write its key step. */
export function equationStep(
  { text, keyStep }: Equation,
  alternatives: readonly string[] = [],
): ReasoningStep {
  return { text, keySteps: [distinct([...keyStep, ...alternatives])] };
}

/**
 * Adds from left to right, one equation a step: 3 + 8 = 11, then 11 + 1 = 12. Needs at least two terms.
 * The last step is also taken by writing the whole sum at once.
 */
export function runningSum(terms: readonly number[]): { steps: ReasoningStep[]; total: number } {
  const steps: ReasoningStep[] = [];
  let total = terms[0] ?? 0;
  terms.slice(1).forEach((term, i) => {
    const added = equation(total, '+', term);
    total = added.value;
    const whole = i > 0 && i === terms.length - 2 ? [`${terms.join(' + ')} = ${total}`] : [];
    steps.push(equationStep(added, whole));
  });
  return { steps, total };
}
