import type { KeyStep, Rng } from '@stepgrpo/core';

/** One reasoning step: its text, and the key steps it takes. Each is found in the text in at least one notation. */
export interface ReasoningStep {
  readonly text: string;
  readonly keySteps: readonly KeyStep[];
}

/** A question about the digits of one image, and how it is answered once they are read. */
export interface DigitsQuestion {
  readonly question: string;
  /** What has to be done, in one short sentence. */
  readonly rationale: string;
  /** What follows the reading of the digits. */
  readonly steps: readonly ReasoningStep[];
  readonly answer: string;
}

/** A kind of question. To add one: an entry in a file of `kinds/`, listed in `kinds.ts`. */
export interface DigitsKind {
  /** Fewest digits the question makes sense for. */
  readonly fewestDigits: number;
  /** Whether the question has one clear answer for these digits; absent where it always has. */
  accepts?(digits: readonly number[]): boolean;
  /** `rng` picks the phrasing and any number in the question; the reasoning depends on nothing else that is random. */
  ask(digits: readonly number[], rng: Rng): DigitsQuestion;
}

/** One of several phrasings. */
export function pickPhrasing(rng: Rng, phrasings: readonly [string, ...string[]]): string {
  return phrasings[rng.fork('phrasing').integer(phrasings.length)] ?? phrasings[0];
}
