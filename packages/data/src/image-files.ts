import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DataError } from '@stepgrpo/core';

/** An image that a record asks for. */
export interface WantedImage {
  /** Of the record. */
  readonly place: string;
  /** As the record has it. */
  readonly written: string;
  /** Where it is looked for. */
  readonly path: string;
}

const statsAtOnce = 64;

/**
 * Where an image is looked for: relative to `imageRoot`, or to the data file's directory. Absolute paths and paths
 * that climb out with `..` are followed: a data file is trusted with the names of local files.
 */
export function resolveImage(
  written: string,
  { dataPath, imageRoot }: { dataPath: string; imageRoot?: string | undefined },
): string {
  return resolve(imageRoot ?? dirname(dataPath), written);
}

/**
 * Checks that every image is a file.
 *
 * Throws  DataError that names the first one that is not, how many there are, and where they were looked for
 */
export async function assertImageFiles(images: readonly WantedImage[]): Promise<void> {
  const wanted = [...new Map(images.map((image) => [image.path, image])).values()];
  const missing: WantedImage[] = [];
  for (let start = 0; start < wanted.length; start += statsAtOnce) {
    const some = wanted.slice(start, start + statsAtOnce);
    const found = await Promise.all(some.map((image) => isFile(image.path)));
    missing.push(...some.filter((_, i) => found[i] === false));
  }
  const [first] = missing;
  if (first === undefined) return;
  const others = missing.length > 1 ? ` ${missing.length} images are missing in all.` : '';
  throw new DataError(
    `the image "${first.written}" is not at ${first.path}.${others}`,
    'set imageRoot to the directory that the image paths are relative to, or put the images there.',
    first.place,
  );
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false; // whatever the reason, there is no file to open; the caller reports it
  }
}
