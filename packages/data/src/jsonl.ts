import { DataError } from '@stepgrpo/core';

/** The bytes of one record of a file, and where they stand. */
export interface RecordBytes {
  /** `file:line` or `file:[index]`. */
  readonly place: string;
  readonly bytes: Uint8Array;
}

/** How a file is cut into records. */
export interface SplitOptions {
  /** Of the file, as errors name it. */
  readonly path: string;
  /** Longest record that is accepted. */
  readonly maxRecordBytes: number;
}

/** The error for a record that is longer than allowed; most often a file without line ends. */
export function recordTooLong(place: string, maxRecordBytes: number): DataError {
  const what = `the record is longer than ${maxRecordBytes} bytes.`;
  return new DataError(what, 'check that no line end or bracket is missing, or raise maxRecordBytes.', place);
}

/**
 * Cuts a stream into lines at `\n`; memory holds one line. Lines may be empty; a last line end adds none.
 *
 * Throws  DataError when a line is longer than `maxRecordBytes`
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  { path, maxRecordBytes }: SplitOptions,
): AsyncGenerator<RecordBytes> {
  let line = 1;
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length;) {
      const newline = chunk.indexOf(0x0a, start);
      const piece = chunk.subarray(start, newline === -1 ? chunk.length : newline);
      size += piece.length;
      if (size > maxRecordBytes) throw recordTooLong(`${path}:${line}`, maxRecordBytes);
      pieces.push(piece);
      if (newline === -1) break;
      yield { place: `${path}:${line}`, bytes: Buffer.concat(pieces) };
      line += 1;
      pieces = [];
      size = 0;
      start = newline + 1;
    }
  }
  if (size > 0) yield { place: `${path}:${line}`, bytes: Buffer.concat(pieces) };
}
