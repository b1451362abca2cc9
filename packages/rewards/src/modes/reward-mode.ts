/** [start, end) in UTF-16 code units of the response. */
export type Span = readonly [start: number, end: number];

/** One thing that a well-structured response has. */
export interface Criterion {
  readonly name: string;
  readonly passed: boolean;
  readonly span?: Span;
  /** In words for a person. */
  readonly evidence: string;
}

/** Whether a response has all parts of a reasoning path (complete), in an order that makes sense (logical). */
export interface StructureVerdict {
  readonly complete: boolean;
  readonly logical: boolean;
  readonly criteria: readonly Criterion[];
}

/** What became of one key step. */
export interface GroupMatch {
  /** Its place in the data set, from 0. */
  readonly index: number;
  readonly matched: boolean;
  /** The alternative that matched, as the data set has it; null when none did. */
  readonly alternative: string | null;
  readonly span?: Span;
  /** 1 is exact; only soft mode goes below. */
  readonly similarity: number;
}

/** Which key steps a response contains. */
export interface KeyStepVerdict {
  /** k, matched over counted, in [0, 1]; 0 when nothing counts. */
  readonly ratio: number;
  /** One per counted group, in the data set's order. */
  readonly groups: readonly GroupMatch[];
  /** Entries that were left out, in words; empty when all was well-formed. */
  readonly skipped: readonly string[];
}

/** Whether the answer of a response is right. */
export interface AnswerVerdict {
  /** What was read as the answer; null when there is none. */
  readonly answer: string | null;
  readonly span?: Span;
  readonly correct: boolean;
  /** In words for a person: which rule decided. */
  readonly evidence: string;
}

/** One reading of the StepGRPO reward rules. Text and data are `unknown` where the published code lets anything in. */
export interface RewardMode {
  readonly name: 'code' | 'paper' | 'soft';
  /** Whether a missing answer takes the key-step reward with it. */
  readonly nullAnswerScoresZero: boolean;
  structure(response: unknown): StructureVerdict;
  keySteps(response: unknown, keySteps: unknown): KeyStepVerdict;
  answer(response: unknown, solution: unknown): AnswerVerdict;
}
