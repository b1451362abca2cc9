import { ConfigError, DataError } from '@stepgrpo/core';
import type { Rng, Sample } from '@stepgrpo/core';
import type { SampleSource } from './sample-source';

/**
 * The order in which an epoch visits `count` samples: a permutation of 0 to count - 1 that depends on the path of
 * `rng`, the epoch and the count only.
 */
export function epochOrder(count: number, epoch: number, rng: Rng): readonly number[] {
  return rng.fork(`epoch-${epoch}`).shuffle(Array.from({ length: count }, (_, index) => index));
}

/** Samples that follow one another in the stream of epochs. */
export interface Batch {
  readonly samples: readonly Sample[];
  /** Their places in the source. */
  readonly indices: readonly number[];
  /** Positions in the stream, [start, end): give `end` as `startAt` to go on after this batch. */
  readonly start: number;
  readonly end: number;
}

/** How to walk through a source. */
export interface BatchOptions {
  readonly batchSize: number;
  /** Decides the order of each epoch; nothing is drawn from it elsewhere. */
  readonly rng: Rng;
  /** Samples already seen: the position to start or resume at. */
  readonly startAt?: number;
  /** Position to stop before; endless when absent. The last batch is as short as it has to be. */
  readonly endAt?: number;
}

/**
 * The stream of epochs, each in its own order, cut into batches. Position p is sample p mod n of epoch floor(p / n):
 * no sample is dropped at the end of an epoch, and a batch may reach into the next one.
 *
 * Throws   ConfigError for a size or a position that is not a whole number in range; DataError for an empty source
 * Example  for await (const batch of batches(source, { batchSize: 8, rng, endAt: 2 * source.length })) { … }
 */
export async function* batches(source: SampleSource, options: BatchOptions): AsyncGenerator<Batch> {
  const { batchSize, rng, startAt = 0, endAt = Infinity } = options;
  assertWhole('batchSize', batchSize, 1);
  assertWhole('startAt', startAt, 0);
  if (endAt !== Infinity) assertWhole('endAt', endAt, 0);
  if (source.length === 0) throw new DataError('there are no samples.', 'check the data file.', source.name);

  let epoch = -1;
  let order: readonly number[] = [];
  const indexAt = (position: number): number => {
    const wanted = Math.floor(position / source.length);
    if (wanted !== epoch) {
      epoch = wanted;
      order = epochOrder(source.length, epoch, rng);
    }
    return order[position % source.length]!;
  };
  for (let start = startAt; start < endAt; start += batchSize) {
    const end = Math.min(start + batchSize, endAt);
    const indices = Array.from({ length: end - start }, (_, i) => indexAt(start + i));
    const samples = await Promise.all(indices.map(async (index) => source.get(index)));
    yield { samples, indices, start, end };
  }
}

function assertWhole(key: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new ConfigError(`the value is ${value}.`, `give a whole number of at least ${least}.`, key);
}
