import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { DataError } from '@stepgrpo/core';
import { splitArray } from './json-array';
import { splitLines } from './jsonl';
import type { RecordBytes } from './jsonl';

/** One parsed, not yet validated record of a file. */
export interface DataRecord {
  /** `file:line` of JSON Lines, `file:[index]` of a JSON array. */
  readonly place: string;
  readonly value: unknown;
}

/** 16 MiB: a reasoning path has some thousand bytes. */
const defaultMaxRecordBytes = 16 * 2 ** 20;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The records of a JSON array or of JSON Lines, told apart by the first character; streamed, so that memory holds
 * one record at a time. A byte order mark, CRLF and empty lines are accepted.
 *
 * Throws  DataError when the file is missing, unreadable, empty or not UTF-8, or a record is not JSON or too long
 */
export async function* readRecords(
  path: string,
  { maxRecordBytes = defaultMaxRecordBytes }: { maxRecordBytes?: number } = {},
): AsyncGenerator<DataRecord> {
  const chunks = readChunks(path);
  try {
    const head = await readHead(chunks, path);
    const split = head.isArray ? splitArray : splitLines;
    let count = 0;
    for await (const record of split(head.chunks, { path, maxRecordBytes })) {
      const text = decode(record);
      if (text.trim() === '') continue;
      count += 1;
      yield { place: record.place, value: parse(text, record.place) };
    }
    if (count === 0) throw emptyFile(path);
  } finally {
    await chunks.return(undefined); // closes the file, however the reading ended
  }
}

/** SHA-256 in hex of the bytes of a file. Throws DataError when it cannot be read. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readChunks(path)) hash.update(chunk);
  return hash.digest('hex');
}

async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) yield chunk as Buffer;
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const what = isMissing
      ? 'there is no such file.'
      : `the file cannot be read (${(cause as Error).message}).`;
    throw new DataError(what, `check the path (in full: ${resolve(path)}).`, path, { cause });
  }
}

/** Skips a byte order mark, and looks at the first character that is not blank. */
async function readHead(
  chunks: AsyncGenerator<Uint8Array>,
  path: string,
): Promise<{ isArray: boolean; chunks: AsyncIterable<Uint8Array> }> {
  let head = Buffer.alloc(0);
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) throw emptyFile(path);
    head = Buffer.concat([head, next.value]);
    const first = firstVisible(head);
    if (first === null && head.length < 2 ** 24) continue;
    if (head[0] === 0xff || head[0] === 0xfe) {
      throw new DataError('the file is not UTF-8 (it starts like UTF-16).', 'save it as UTF-8.', path);
    }
    return { isArray: first === '[', chunks: rejoin(head.subarray(startsWithMark(head) ? 3 : 0), chunks) };
  }
}

const startsWithMark = (head: Buffer): boolean => head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;

function firstVisible(head: Buffer): string | null {
  const at = head.findIndex((byte, i) => byte > 0x20 && !(i < 3 && startsWithMark(head)));
  return at === -1 ? null : String.fromCharCode(head[at]!);
}

async function* rejoin(head: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}

function decode({ bytes, place }: RecordBytes): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new DataError('the record is not valid UTF-8.', 'save the file as UTF-8.', place, { cause });
  }
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const fix = 'repair the record; JSON Lines want one whole object on each line.';
    throw new DataError(`the record is not JSON (${reason}).`, fix, place, { cause });
  }
}

function emptyFile(path: string): DataError {
  return new DataError(
    'the file holds no records.',
    'give a JSON array of objects, or one object a line.',
    path,
  );
}
