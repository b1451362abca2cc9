import { responseHeadings as headings } from '@stepgrpo/core';
import type { Sample } from '@stepgrpo/core';
import { softGold } from '../modes/soft-answer';
import type { Subject } from './attack';

/** Sentences that say nothing about any question, and hold no number. */
export const plainSteps: readonly string[] = ['We look at it.', 'We compare what is there.', 'We conclude.'];

/** Pieces of a response, each with a plain default. */
export interface TextParts {
  readonly background?: string;
  readonly steps?: readonly string[];
  /** The heading of step n, from 1. */
  readonly head?: (n: number) => string;
  /** What follows the answer marker; null leaves the marker out. */
  readonly answer: string | null;
  /** Behind the answer, a section of its own. */
  readonly after?: string;
}

export const plainBackground = `${headings.description}\nAn image.\n\n${headings.rationales}\nWe answer step by step.`;

/** A response, well-formed unless a part says otherwise. */
export function textOf(
  { steps }: Subject,
  { background = plainBackground, steps: own = steps, head = headings.step, answer, after }: TextParts,
): string {
  return [
    background,
    ...own.map((step, i) => `${head(i + 1)}\n${step}`.trimEnd()),
    ...(answer === null ? [] : [`${headings.answer} ${answer}`.trimEnd()]),
    after ?? '',
  ]
    .filter((section) => section !== '')
    .join('\n\n');
}

/** The reference answer of a sample, without the solution around it. */
export const goldOf = ({ solution }: Sample): string => softGold(solution);

/** An answer that is wrong for any reference. */
export function wrongAnswer(sample: Sample): string {
  const gold = goldOf(sample);
  const choice = /^\(?([A-J])\)?\.?(?=$|\s)/.exec(gold);
  if (choice !== null) return choice[1] === 'A' ? 'B' : 'A';
  if (!/\d/.test(gold)) return 'zebra crossing';
  return gold.includes('7919') ? '-104729' : '7919';
}

/** A sample without key steps: only its answer counts. */
export const withoutKeySteps = (sample: Sample): Sample => ({ ...sample, keySteps: [] });

/** The reference as a plain number; null when it is none. */
export function plainGoldNumber(sample: Sample): string | null {
  return /^\$?(-?\d+(?:\.\d+)?)\$?$/.exec(goldOf(sample))?.[1] ?? null;
}
