import type { Reporter } from './progress/reporter';

/** Whether the run has been asked to stop. */
export interface Stop {
  readonly requested: boolean;
  /** Aborts with the request: for work that may be dropped, such as an evaluation. */
  readonly signal: AbortSignal;
}

/** What the handlers need of a process. */
export interface StoppableProcess {
  on(signal: 'SIGINT' | 'SIGTERM', handler: () => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', handler: () => void): unknown;
  exit(code: number): unknown;
}

/** A stop that nobody requests. */
export const neverStop: Stop = { requested: false, signal: new AbortController().signal };

/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm. A second press comes later than this. */
const samePressMs = 500;

/** A stop that Ctrl-C or SIGTERM requests; a second one ends the process at once. `release` removes the handlers. */
export function stopOnSignals(
  target: StoppableProcess,
  reporter: Reporter,
  now: () => number = Date.now,
): Stop & { readonly release: () => void } {
  const controller = new AbortController();
  let pressedMs = 0;
  const handle = (): void => {
    if (controller.signal.aborted) {
      if (now() - pressedMs > samePressMs) target.exit(130);
      return;
    }
    pressedMs = now();
    reporter.note('\nstopping: this step is finished and saved first; press Ctrl-C again to stop at once');
    controller.abort();
  };
  target.on('SIGINT', handle);
  target.on('SIGTERM', handle);
  return {
    get requested() {
      return controller.signal.aborted;
    },
    signal: controller.signal,
    release() {
      target.off('SIGINT', handle);
      target.off('SIGTERM', handle);
    },
  };
}
