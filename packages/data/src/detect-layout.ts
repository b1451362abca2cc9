import { DataError } from '@stepgrpo/core';
import { hasField } from './record-schema';
import { readRecords } from './records';

/**
 * The layout of a data file, by the fields of its first record: `messages` is the SFT layout, `problem` that of R1-VL-10K.
 *
 * Throws  DataError when the file cannot be read, or its first record has neither field
 */
export async function detectLayout(path: string): Promise<'r1-vl' | 'sft'> {
  for await (const { value, place } of readRecords(path)) {
    if (hasField(value, 'messages')) return 'sft';
    if (hasField(value, 'problem')) return 'r1-vl';
    throw new DataError(
      'the record has neither "messages" nor "problem".',
      'say which kind it is: r1-vl or sft.',
      place,
    );
  }
  throw new DataError('the file holds no records.', 'give a file with records.', path);
}
