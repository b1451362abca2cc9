import { basename } from 'node:path';
import { DataError } from '@stepgrpo/core';
import type { Sample } from '@stepgrpo/core';
import { z } from 'zod';
import { assertImageFiles, resolveImage } from './image-files';
import type { WantedImage } from './image-files';
import { readRecords } from './records';
import type { DataRecord } from './records';

/** How a data file is read. */
export interface ReadOptions {
  /** Directory that image paths are relative to; the data file's own when absent. */
  readonly imageRoot?: string | undefined;
  /** Read this many records; all when absent. */
  readonly limit?: number | undefined;
  /** Longest record that is accepted; 16 MiB when absent. */
  readonly maxRecordBytes?: number;
}

/** What a layout makes of one record: a sample whose images are still paths as written. */
export interface ReadRecord extends Omit<Sample, 'id' | 'images'> {
  readonly id?: string | undefined;
  readonly imagePaths: readonly string[];
}

/** An optional `id` field: text, or a number that is taken as text. */
export const idSchema = z
  .union([z.string().min(1), z.number().transform(String)], 'expected a text that is not empty, or a number')
  .optional();
export const imagePathSchema = z
  .string()
  .min(1)
  .refine((path) => !path.includes('\0'), 'a path cannot hold a zero byte');

/**
 * The samples of a file, by a function that reads one record. A record without an id gets the file's name and its
 * place: `train.jsonl/000012`, counted from 0.
 *
 * Throws  DataError for the first record that is broken, has an id for the second time, or lacks an image
 */
export async function readSamples(
  path: string,
  { imageRoot, limit = Infinity, maxRecordBytes }: ReadOptions,
  readRecord: (record: DataRecord) => ReadRecord,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  const wanted: WantedImage[] = [];
  const placeOfId = new Map<string, string>();
  for await (const record of readRecords(path, maxRecordBytes === undefined ? {} : { maxRecordBytes })) {
    const { place } = record;
    const { id: ownId, imagePaths, ...rest } = readRecord(record);
    const id = ownId ?? `${basename(path)}/${String(samples.length).padStart(6, '0')}`;
    const earlier = placeOfId.get(id);
    if (earlier !== undefined) {
      throw new DataError(
        `the id "${id}" is also that of ${earlier}.`,
        'give each record its own id.',
        place,
      );
    }
    placeOfId.set(id, place);
    const images = imagePaths.map((written) => ({
      place,
      written,
      path: resolveImage(written, { dataPath: path, imageRoot }),
    }));
    wanted.push(...images);
    samples.push({ id, images: images.map((image) => ({ kind: 'file', path: image.path })), ...rest });
    if (samples.length >= limit) break;
  }
  await assertImageFiles(wanted);
  return samples;
}
