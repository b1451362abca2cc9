import { runEventSchema } from '@stepgrpo/core';
import type { RunEvent, RunLog } from '@stepgrpo/core';

/** A run log in memory. */
export interface MemoryRunLog extends RunLog {
  readonly events: readonly RunEvent[];
  readonly closed: boolean;
}

/** Keeps events as a reader of the file would get them; `close` throws the first one that breaks the schema. */
export function memoryRunLog(): MemoryRunLog {
  const events: RunEvent[] = [];
  let broken: unknown;
  let closed = false;
  return {
    events,
    get closed() {
      return closed;
    },
    write(event) {
      const read = runEventSchema.safeParse(JSON.parse(JSON.stringify(event)));
      if (read.success) events.push(read.data);
      else broken ??= read.error;
    },
    async close() {
      closed = true;
      if (broken !== undefined) throw broken as Error;
    },
  };
}
