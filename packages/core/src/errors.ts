/** Marks our errors across duplicate copies of this package, where `instanceof` fails. */
const marker = Symbol.for('stepgrpo.error');

/** Base of every error this project throws on purpose: what happened, then one thing to do about it. */
export abstract class StepGrpoError extends Error {
  /** Stable, for programs: survives edits of the message and a second copy of this package. */
  abstract readonly code: string;
  readonly [marker] = true;

  constructor(
    what: string,
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super(`${what} Fix: ${fix}`, options);
    this.name = new.target.name;
  }
}

/** Whether `error` is one of ours, made by any copy of this package. */
export function isStepGrpoError(error: unknown): error is StepGrpoError {
  return typeof error === 'object' && error !== null && marker in error;
}

/** A rule, estimator, benchmark or backend was asked for by a name nobody registered. */
export class UnknownNameError extends StepGrpoError {
  readonly code = 'UNKNOWN_NAME';

  constructor(
    readonly kind: string,
    readonly requested: string,
    readonly known: readonly string[],
  ) {
    super(`No ${kind} is named "${requested}".`, `use one of: ${known.join(', ')}.`);
  }
}

/** Shapes or lengths that must agree do not. */
export class ShapeError extends StepGrpoError {
  readonly code = 'SHAPE';
}

/** A config value is missing, unknown, ill-typed or contradicts another. */
export class ConfigError extends StepGrpoError {
  readonly code = 'CONFIG';

  constructor(
    what: string,
    fix: string,
    /** Where: dotted key, and file when known. */
    readonly place?: string,
    options?: ErrorOptions,
  ) {
    super(place === undefined ? what : `${place}: ${what}`, fix, options);
  }
}

/** A record of a data set or another outside file is broken; `place` names file and line. */
export class DataError extends StepGrpoError {
  readonly code = 'DATA';

  constructor(
    what: string,
    fix: string,
    readonly place: string,
    options?: ErrorOptions,
  ) {
    super(`${place}: ${what}`, fix, options);
  }
}

/** A checkpoint file is missing, truncated, inconsistent or of an unknown layout. */
export class CheckpointError extends StepGrpoError {
  readonly code = 'CHECKPOINT';
}

/** No usable backend, or a program that a backend cannot run. */
export class BackendError extends StepGrpoError {
  readonly code = 'BACKEND';
}
