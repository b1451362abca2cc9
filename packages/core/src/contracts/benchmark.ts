import type { Completion } from '../completion';
import type { Sample } from '../sample';

/** The verdict on one completion, with the text it was read from. */
export interface Grade {
  readonly verdict: 'correct' | 'wrong' | 'unparsed';
  /** What was read as the answer; null when nothing could be read. */
  readonly read: string | null;
}

/** Questions and how to grade them: no model, no network. */
export interface Benchmark {
  readonly name: string;
  items(): AsyncIterable<Sample>;
  grade(item: Sample, completion: Completion): Grade;
}
