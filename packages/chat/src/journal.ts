import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataError } from '@stepgrpo/core';
import { z } from 'zod';

/** Values by key, in memory and in a file that survives being killed at any moment. */
export interface Journal<T> {
  readonly size: number;
  get(key: string): T | undefined;
  /** Written to the file before this returns. A key given again replaces its value. */
  set(key: string, value: T): void;
}

export interface JournalOptions<T> {
  /** What a value must look like; lines that do not are skipped. */
  readonly schema: z.ZodType<T>;
  /** Newest entries to keep, in memory and on disk; all when absent. */
  readonly maxEntries?: number;
}

/**
 * Opens a journal: JSON Lines of `{"key", "value"}`, appended to, one write a line. A line that was cut by a crash, or
 * that somebody broke, is skipped. Null as path keeps everything in memory. With `maxEntries` = n the file never holds
 * more than 2n lines: it is rewritten with the newest n and renamed into place.
 *
 * Throws  DataError when the file cannot be read or written
 */
export function openJournal<T>(
  path: string | null,
  { schema, maxEntries = Infinity }: JournalOptions<T>,
): Journal<T> {
  const entries = new Map<string, T>();
  const lineSchema = z.object({ key: z.string(), value: schema });
  let lines = 0;

  const keep = (key: string, value: T): void => {
    entries.delete(key); // the newest are last
    entries.set(key, value);
    if (entries.size > maxEntries) entries.delete(entries.keys().next().value!);
  };
  const compact = (file: string): void => {
    const text = [...entries].map(([key, value]) => lineOf(key, value)).join('');
    const partial = `${file}.partial-${process.pid}`;
    writeFileSync(partial, text);
    renameSync(partial, file);
    lines = entries.size;
  };

  if (path !== null) {
    guarded(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      for (const line of text.split('\n')) {
        if (line === '') continue;
        lines += 1;
        const parsed = lineSchema.safeParse(parseJson(line));
        if (parsed.success) keep(parsed.data.key, parsed.data.value);
      }
      if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n'); // ends the line that a crash cut
      if (lines > 2 * maxEntries) compact(path);
    });
  }

  return {
    get size() {
      return entries.size;
    },
    get: (key) => entries.get(key),
    set(key, value) {
      keep(key, value);
      if (path === null) return;
      guarded(path, () => {
        appendFileSync(path, lineOf(key, value));
        lines += 1;
        if (lines > 2 * maxEntries) compact(path);
      });
    },
  };
}

function lineOf(key: string, value: unknown): string {
  return `${JSON.stringify({ key, value })}\n`;
}

function guarded(path: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataError(`the journal cannot be used (${reason}).`, 'name a file that can be written.', path, {
      cause,
    });
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // a line that a crash cut
  }
}
