import type { Comparison } from './compare/comparison';
import { sameValue } from './compare/same-value';
import type { ExtractionKinds } from './extraction/candidates';
import { faithfulSyntax } from './latex/syntax';
import { TooLarge, workBudget } from './numbers/too-large';
import { readAnswer } from './reading';
import type { Reading } from './reading';

/** Settings of Math-Verify. */
export interface MathVerifyOptions {
  readonly kinds: ExtractionKinds;
  readonly rounding: number;
  readonly setEqualsRelation: boolean;
  readonly strictNames: boolean;
}

export const mathVerifyDefaults: MathVerifyOptions = {
  kinds: { latex: true, plain: true, boxedPriority: 50 },
  rounding: 6,
  setEqualsRelation: false,
  strictNames: true,
};

/** What a comparison said. */
export interface Verdict {
  readonly equal: boolean;
  readonly tooLarge: boolean;
}

/** Reads a text as Math-Verify's `parse` does. */
export const readFaithfully = (text: string, { kinds }: MathVerifyOptions): Reading =>
  readAnswer(text, kinds, faithfulSyntax);

/** Compares two readings as Math-Verify's `verify` does: value with value, or text with text. */
export function verifyReadings(gold: Reading, target: Reading, options: MathVerifyOptions): Verdict {
  const how: Comparison = { faithful: true, budget: workBudget(), ...options };
  const tooLarge = gold.tooLarge || target.tooLarge;
  try {
    if (gold.value !== null && target.value !== null && sameValue(gold.value, target.value, how)) {
      return { equal: true, tooLarge };
    }
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return { equal: gold.text !== null && gold.text === target.text, tooLarge: true };
  }
  const equal = gold.text !== null && gold.text === target.text;
  return { equal, tooLarge: tooLarge || (!equal && how.budget.gaveUp) };
}
