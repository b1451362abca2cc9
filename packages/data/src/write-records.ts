import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, extname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sample } from '@stepgrpo/core';
import { savePng } from './image';

/** Samples to write, in memory or made on the way. */
export type SampleStream = Iterable<Sample> | AsyncIterable<Sample>;

/**
 * Writes records as JSON Lines where the name ends in `.jsonl`, else as a JSON array, one record a line. The file
 * appears when it is complete: it is written under another name and renamed. Gives the number of records.
 */
export async function writeRecords(path: string, records: AsyncIterable<object>): Promise<number> {
  const isLines = extname(path) === '.jsonl';
  const partial = `${path}.partial-${process.pid}`;
  let count = 0;
  async function* texts(): AsyncGenerator<string> {
    if (!isLines) yield '[';
    for await (const record of records) {
      const separator = isLines ? '' : count === 0 ? '\n' : ',\n';
      yield `${separator}${JSON.stringify(record)}${isLines ? '\n' : ''}`;
      count += 1;
    }
    if (!isLines) yield '\n]\n';
  }
  await mkdir(dirname(path), { recursive: true });
  try {
    await pipeline(Readable.from(texts()), createWriteStream(partial));
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return count;
}

/**
 * Saves the images of a sample that are pixels as PNG and gives the paths of all of them, relative to the data file
 * and with forward slashes. Files that exist already are referred to, not copied.
 */
export async function writeImages(
  { id, images }: Sample,
  { dataPath, imageDirectory, index }: { dataPath: string; imageDirectory: string; index: number },
): Promise<string[]> {
  const paths: string[] = [];
  for (const [at, image] of images.entries()) {
    const which = images.length > 1 ? `-${at}` : '';
    const name = `${String(index).padStart(6, '0')}-${fileSafe(id)}${which}.png`;
    const path = image.kind === 'file' ? image.path : join(imageDirectory, name);
    if (image.kind === 'pixels') await savePng(image, path);
    paths.push(relative(dirname(dataPath), path).split(sep).join('/'));
  }
  return paths;
}

/** An id cannot name a directory or leave one. */
function fileSafe(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 80);
}
