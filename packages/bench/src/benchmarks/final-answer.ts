import { equivalent as sameAnswer } from '@stepgrpo/answers';
import { parseResponse } from '@stepgrpo/core';
import type { Benchmark, Grade, Sample } from '@stepgrpo/core';

/** Whether a prediction says the same as the reference answer. */
export type AnswerComparer = (reference: string, prediction: string) => boolean;

/** What a benchmark over samples of one's own needs. */
export interface FinalAnswerOptions {
  readonly name?: string;
  /** Called once per reading; gives the same samples each time. */
  readonly samples: () => Iterable<Sample> | AsyncIterable<Sample>;
  /** The comparer of `@stepgrpo/answers`, which rewards use too, when absent. */
  readonly equivalent?: AnswerComparer;
}

/**
 * Grades the last `### The final answer is:` of a response against the sample's solution.
 *
 * A response without one is `unparsed`, never a guess at what was meant. A solution that is itself a whole response
 * stands for its final answer.
 */
export function finalAnswer({
  name = 'final-answer',
  samples,
  equivalent = sameAnswer,
}: FinalAnswerOptions): Benchmark {
  return {
    name,
    async *items() {
      yield* samples();
    },
    grade(item, completion): Grade {
      const read = parseResponse(completion.text).answer;
      if (read === null) return { verdict: 'unparsed', read };
      const reference = parseResponse(item.solution).answer ?? item.solution;
      return { verdict: equivalent(reference, read) ? 'correct' : 'wrong', read };
    },
  };
}
