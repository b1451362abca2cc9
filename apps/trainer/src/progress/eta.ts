/** Estimates the time that is left from the pace of the most recent steps. */
export interface Eta {
  /** Records that `done` of the total are finished now. */
  record(done: number): void;
  /** Milliseconds left; null before there is a pace to go by. */
  remainingMs(): number | null;
}

/** An estimate over the last `window` records: early steps, which compile programs, stop counting after a while. */
export function createEta(total: number, { now = Date.now, window = 20 } = {}): Eta {
  const records: { readonly done: number; readonly atMs: number }[] = [{ done: 0, atMs: now() }];
  return {
    record(done) {
      records.push({ done, atMs: now() });
      if (records.length > window) records.shift();
    },
    remainingMs() {
      const [first, last] = [records[0]!, records.at(-1)!];
      if (last.done <= first.done) return null;
      return ((last.atMs - first.atMs) / (last.done - first.done)) * Math.max(0, total - last.done);
    },
  };
}

/**
 * A duration for a person.
 *
 * Example  formatDuration(192_000) // '3m12s'
 */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m${String(seconds % 60).padStart(2, '0')}s`;
  return `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}m`;
}
