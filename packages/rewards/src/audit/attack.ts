import type { Sample } from '@stepgrpo/core';

/** A response against the sample it is judged by. */
export interface Probe {
  readonly sample: Sample;
  readonly text: string;
}

/**
 * Responses whose honest worth is known by how they were made, whatever the rule: on average the draws are worth no more
 * than the references.
 */
export interface Attempt {
  /** Several where the policy guesses: one for each way the guess can turn out. */
  readonly draws: readonly Probe[];
  /** Responses that the draws are worth no more than. */
  readonly references: readonly Probe[];
  /**
   * The honest response the draws pretend to be. Where it is given, the draws are overpaid only if they also earn as much
   * as it does: a rule that pays for parts may give something for half of the work.
   */
  readonly honest?: Probe;
  /** Where it is given, the attempt is one for rules that pay the first more than the second, and says nothing of others. */
  readonly onlyIfPrefers?: readonly [better: Probe, worse: Probe];
}

/** What an attack is built from: a sample and the plain sentences of its steps. */
export interface Subject {
  readonly sample: Sample;
  readonly steps: readonly string[];
}

/** One way to earn what one does not deserve. */
export interface Attack {
  /** Unique, kebab-case. */
  readonly name: string;
  /** Where specs/rewards.md describes it as a weakness of the published code; null when it does not. */
  readonly section: string | null;
  /** Why the draws are worth no more than the references, for a person. */
  readonly claim: string;
  /** Empty when the attack does not apply to the sample. */
  attempts(subject: Subject): readonly Attempt[];
}
