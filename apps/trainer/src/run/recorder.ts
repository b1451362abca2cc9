import type { RunEvent } from '@stepgrpo/core';
import type { FileRunLog } from './run-log';

/** An event as the trainer makes it; the recorder adds the time. */
export type UntimedEvent = RunEvent extends infer Event
  ? Event extends RunEvent
    ? Omit<Event, 'time'>
    : never
  : never;

/** Writes events to the log, and keeps those a summary needs. */
export interface Recorder {
  record(event: UntimedEvent): void;
  /** Everything in the log of this run, earlier processes included. */
  readonly events: readonly RunEvent[];
  /** See `FileRunLog.sync`. */
  sync(): number;
  close(): Promise<void>;
}

/** A recorder that goes on after `earlier` events. Texts of rollouts are written, but not kept in memory. */
export function createRecorder(
  log: FileRunLog,
  {
    earlier = [],
    now = () => new Date(),
  }: { readonly earlier?: readonly RunEvent[]; readonly now?: () => Date } = {},
): Recorder {
  const events = earlier.filter((event) => event.kind !== 'rollout-end');
  return {
    events,
    record(event) {
      const timed = { ...event, time: now().toISOString() };
      log.write(timed);
      if (timed.kind !== 'rollout-end') events.push(timed);
    },
    sync: () => log.sync(),
    close: () => log.close(),
  };
}
