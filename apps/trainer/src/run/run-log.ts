import { closeSync, fsyncSync, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { DataError, runEventSchema, type RunEvent, type RunLog } from '@stepgrpo/core';

/** The log of a run on disk. */
export interface FileRunLog extends RunLog {
  /** Bytes written so far, all of them synced to disk: what a checkpoint records, to return to. */
  sync(): number;
}

export interface RunLogOptions {
  /** Drop everything after this many bytes: what came after the checkpoint that a run resumes from. */
  readonly keepBytes?: number;
}

/**
 * Opens `events.jsonl` for appending. One write per event, so that a killed process loses at most the last line.
 *
 * Throws  DataError when the file is shorter than `keepBytes`
 */
export function openRunLog(path: string, { keepBytes }: RunLogOptions = {}): FileRunLog {
  const descriptor = openSync(path, 'a+');
  if (keepBytes !== undefined) {
    const { size } = fstatSync(descriptor);
    if (size < keepBytes) {
      closeSync(descriptor);
      throw new DataError(
        `holds ${size} bytes, but the checkpoint was written after ${keepBytes}.`,
        'resume from the untouched run directory.',
        path,
      );
    }
    ftruncateSync(descriptor, keepBytes);
  }
  let failure: { readonly error: unknown } | null = null;
  const attempt = <T>(action: () => T, otherwise: T): T => {
    try {
      return action();
    } catch (error) {
      failure ??= { error };
      return otherwise;
    }
  };
  return {
    write: (event) => void attempt(() => writeSync(descriptor, `${JSON.stringify(event)}\n`), 0),
    sync: () =>
      attempt(() => {
        fsyncSync(descriptor);
        return fstatSync(descriptor).size;
      }, 0),
    async close() {
      attempt(() => fsyncSync(descriptor), undefined);
      closeSync(descriptor);
      if (failure !== null) throw failure.error;
    },
  };
}

/**
 * The events of a log. An incomplete last line, as a killed process leaves it, is left out.
 *
 * Throws  DataError that names the line when another one is not an event
 */
export function readRunLog(path: string): readonly RunEvent[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  lines.pop(); // what follows the last newline: nothing, or a line cut short
  return lines.map((line, i) => {
    try {
      return runEventSchema.parse(JSON.parse(line));
    } catch (cause) {
      throw new DataError(
        'is not a run event.',
        'restore the file, or remove the line.',
        `${path}:${i + 1}`,
        { cause },
      );
    }
  });
}
