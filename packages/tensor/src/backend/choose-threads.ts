import { availableParallelism } from 'node:os';
import { BackendError } from '@stepgrpo/core';

/** How many threads a computation gets, and why. */
export interface ThreadChoice {
  readonly threads: number;
  readonly reason: string;
}

/**
 * The threads of every computation of a back end, chosen once.
 *
 * One session on all threads: on two cores, two sessions of one thread each that share the rows of a rollout took 1.1 times
 * (64 rows) to 1.6 times (16 rows) as long, for most of a step is short products that a second core halves.
 *
 * Range   asked: a whole number of at least 1
 * Throws  BackendError when it is not
 */
export function chooseThreads(asked?: number, available: number = availableParallelism()): ThreadChoice {
  if (asked === undefined)
    return { threads: available, reason: 'all that this process may use, for one computation at a time' };
  if (!Number.isInteger(asked) || asked < 1) {
    throw new BackendError(
      `A computation cannot run on ${asked} threads.`,
      'set threads to a whole number of at least 1.',
    );
  }
  return { threads: asked, reason: 'asked for' };
}
