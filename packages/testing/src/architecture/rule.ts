import type { Repository } from './repository';

/** A place that breaks a rule, and what to do there. */
export interface Violation {
  readonly path: string;
  /** From 1, where there is one. */
  readonly line?: number;
  readonly what: string;
  readonly fix: string;
}

/** A rule of the house style that a program can check. */
export interface ArchitectureRule {
  /** The rule as a sentence. */
  readonly name: string;
  readonly check: (repository: Repository) => readonly Violation[];
}
