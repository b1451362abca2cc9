import type { Benchmark, Sample } from '@stepgrpo/core';
import { aSample } from './records';

const additions = Array.from({ length: 6 }, (_, i) =>
  aSample({
    id: `add-${i}`,
    question: `${i} + 1 = ?`,
    solution: String(i + 1),
    category: i < 3 ? 'low' : 'high',
  }),
);

/** A benchmark in memory; the whole completion is the answer, and an empty one cannot be read. */
export function fakeBenchmark(items: readonly Sample[] = additions): Benchmark {
  return {
    name: 'fake',
    async *items() {
      yield* items;
    },
    grade(item, { text }) {
      if (text === '') return { verdict: 'unparsed', read: null };
      return { verdict: text === item.solution ? 'correct' : 'wrong', read: text };
    },
  };
}
