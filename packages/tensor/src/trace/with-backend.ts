import { BackendError } from '@stepgrpo/core';
import { tf } from '../tf';

/** What tfjs calls the backend that records. */
export const TRACE_BACKEND = 'stepgrpo-trace';

/**
 * Runs `body` with a tfjs backend selected, and restores the one before, whatever happens.
 * tfjs has one engine with one current backend per process; `body` is synchronous, so nothing can interleave.
 */
export function withBackend<Result>(name: string, body: () => Result): Result {
  const before = (tf.getBackend() as string | undefined) ?? 'cpu';
  if (before === name && tf.findBackend(name) !== null) return body();
  select(name);
  try {
    return body();
  } finally {
    select(before);
  }
}

/** `engine.setBackend` is asynchronous by type; for a backend that needs no start-up it has worked when it returns. */
function select(name: string): void {
  void tf.engine().setBackend(name);
  if (tf.getBackend() !== name)
    throw new BackendError(`tfjs cannot select its backend "${name}".`, 'await tf.ready() first.');
}
