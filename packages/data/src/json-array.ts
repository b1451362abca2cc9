import { DataError } from '@stepgrpo/core';
import { recordTooLong } from './jsonl';
import type { RecordBytes, SplitOptions } from './jsonl';

/** The bytes that steer the cutting; all are ASCII, so they never occur inside a UTF-8 sequence. */
const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Cuts the elements out of one top-level JSON array as it streams by; memory holds one element, so the size of the
 * file does not matter. Only brackets, strings and commas are looked at: parsing an element finds what else is wrong.
 *
 * Throws  DataError when the array is not closed, is followed by something, or an element is empty or too long
 */
export async function* splitArray(
  chunks: AsyncIterable<Uint8Array>,
  { path, maxRecordBytes }: SplitOptions,
): AsyncGenerator<RecordBytes> {
  let index = 0;
  /** 0 before the array, 1 between and around its elements, more inside an element; -1 after the array. */
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let pieces: Uint8Array[] = [];
  let size = 0;
  const place = (): string => `${path}:[${index}]`;
  const keep = (piece: Uint8Array): void => {
    size += piece.length;
    if (size > maxRecordBytes) throw recordTooLong(place(), maxRecordBytes);
    pieces.push(piece);
  };

  for await (const chunk of chunks) {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) inString = false;
      } else if (depth <= 0) {
        if (isBlank(byte)) continue;
        if (depth === -1 || byte !== openBracket) throw strayByte(path, depth);
        depth = 1;
        start = at + 1;
      } else if (byte === quote) {
        inString = true;
      } else if (byte === openBracket || byte === openBrace) {
        depth += 1;
      } else if (depth > 1 && (byte === closeBracket || byte === closeBrace)) {
        depth -= 1;
      } else if (depth === 1 && (byte === comma || byte === closeBracket)) {
        keep(chunk.subarray(start, at));
        const bytes = Buffer.concat(pieces);
        const isEmpty = bytes.every(isBlank);
        if (isEmpty && (byte === comma || index > 0)) throw emptyElement(place());
        if (!isEmpty) yield { place: place(), bytes };
        index += 1;
        pieces = [];
        size = 0;
        start = at + 1;
        if (byte === closeBracket) depth = -1;
      }
    }
    if (depth > 0) keep(chunk.subarray(start));
  }
  if (depth !== -1) {
    throw new DataError(
      'the file ends inside the array.',
      'fetch the file again, it looks cut off.',
      place(),
    );
  }
}

function strayByte(path: string, depth: number): DataError {
  return depth === -1
    ? new DataError('something follows the closing bracket.', 'keep one JSON array in the file.', path)
    : new DataError('the file does not start with "[".', 'give a JSON array of records.', path);
}

function emptyElement(place: string): DataError {
  return new DataError('the element is empty.', 'remove the comma that is too many.', place);
}
