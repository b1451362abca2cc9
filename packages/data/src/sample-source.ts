import { DataError } from '@stepgrpo/core';
import type { Sample } from '@stepgrpo/core';

/** Samples by index. Whatever order they are asked for in, an index always gives the same sample. */
export interface SampleSource {
  readonly name: string;
  readonly length: number;
  /** SHA-256 in hex of what the samples are: of the definition for made samples, of the bytes for files. */
  readonly hash: string;
  /** Throws DataError when `index` is not one of 0 to `length` - 1. */
  get(index: number): Sample | Promise<Sample>;
  /** One line for a person: what, how many, from where. */
  describe(): string;
}

/** The samples of a source in their own order, one at a time. */
export async function* samplesOf(source: SampleSource): AsyncGenerator<Sample> {
  for (let index = 0; index < source.length; index++) yield await source.get(index);
}

/** Throws DataError unless `index` is a place in a source of `length` samples. */
export function assertSampleIndex(index: number, { name, length }: { name: string; length: number }): void {
  if (Number.isInteger(index) && index >= 0 && index < length) return;
  throw new DataError(
    `there is no sample ${index}; there are ${length}.`,
    length === 0 ? 'give a source that is not empty.' : `ask for 0 to ${length - 1}.`,
    name,
  );
}
