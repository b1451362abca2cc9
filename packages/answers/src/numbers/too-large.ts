/** Thrown and caught inside this package: a computation left the bounds of work or memory. The answer is "not equal". */
export class TooLarge extends Error {
  constructor(readonly what: string) {
    super(`too large: ${what}`);
    this.name = 'TooLarge';
  }
}

/** The bounds of work of one comparison. Chosen far above what answers need and far below 50 ms. */
export const limits = {
  /** Characters of one formula that is parsed. */
  formulaLength: 1500,
  /** Nesting of a formula. */
  depth: 100,
  /** Decimal digits of a number as written; CPython's limit as well. */
  digits: 4300,
  /** Bits of a numerator or denominator on the way. */
  bits: 30_000,
  /** Elements of a set, list or matrix. */
  elements: 300,
  /** Terms of a sum or product that is written out. */
  terms: 2000,
  /** Largest n of n! and of binomials that is written out. */
  factorial: 1500,
  /** Places that are tried for an answer in one text, and characters of formulas that are read for it. */
  candidates: 60,
  candidateLength: 12_000,
  /** Anchors such as "answer:" and boxes that are looked behind; the last ones count. */
  anchors: 100,
  /** Elementary operations of one comparison. */
  operations: 10_000,
  /** Characters of a text that is searched for an answer; the end counts. */
  textLength: 32_000,
} as const;

/** A budget of elementary operations that one comparison shares. */
export interface WorkBudget {
  /** Takes `count` operations. Throws TooLarge when none are left. */
  spend(count?: number): void;
  /** Remembers that something was given up because it was too large, though the comparison goes on without it. */
  giveUp(): void;
  /** Whether something was given up. */
  readonly gaveUp: boolean;
}

/** A fresh budget. */
export function workBudget(operations: number = limits.operations): WorkBudget {
  let left = operations;
  let gaveUp = false;
  return {
    spend(count = 1) {
      left -= count;
      if (left < 0) throw new TooLarge('more work than one comparison may take');
    },
    giveUp() {
      gaveUp = true;
    },
    get gaveUp() {
      return gaveUp;
    },
  };
}
