import type { RunEvent } from '../run-events';

/** Appends events of a run as JSON lines. Never throws into the loop: a failed write is reported once, by `close`. */
export interface RunLog {
  write(event: RunEvent): void;
  /** Waits until everything is on disk. Throws the first write error, if there was one. */
  close(): Promise<void>;
}
