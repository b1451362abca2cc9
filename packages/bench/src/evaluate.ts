import { ConfigError, DataError } from '@stepgrpo/core';
import type { Benchmark, Completion, PolicyModel, Rng, Sample, Sampler } from '@stepgrpo/core';
import { ScoreError } from './errors';
import { summarize } from './evaluation';
import type { Evaluation, EvaluationRecord } from './evaluation';

/** A number for a completion; null when the sample cannot be judged this way. */
export type Scorer = (sample: Sample, completion: Completion) => number | null | Promise<number | null>;

/** How far an evaluation is. */
export interface EvaluationProgress {
  readonly done: number;
  /** `limit`, where it was given: how many items there are is not known before they are read. */
  readonly total: number | undefined;
  readonly correct: number;
  /** Tokens drawn so far. */
  readonly tokens: number;
}

/** What to evaluate, and how. */
export interface EvaluateOptions {
  readonly policy: PolicyModel;
  readonly sampler: Sampler;
  readonly benchmark: Benchmark;
  /** Items sampled at once; at least 1. */
  readonly batchSize: number;
  /** Tokens, end token included. */
  readonly maxNewTokens: number;
  /** Not used when greedy. */
  readonly rng: Rng;
  /** 0, greedy, when absent. */
  readonly temperature?: number;
  /** Only the first so many items; all when absent. */
  readonly limit?: number;
  /** Further numbers to average, by name. */
  readonly scorers?: Readonly<Record<string, Scorer>>;
  readonly onProgress?: (progress: EvaluationProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Draws one completion for each item of a benchmark, grades it, and says how sure one can be of the averages.
 *
 * Throws  DataError when the benchmark has no items; ScoreError when a scorer gives no finite number;
 *         whatever the sampler throws when `signal` aborts
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { policy, sampler, benchmark, batchSize, limit, scorers = {} } = options;
  if (!(batchSize >= 1))
    throw new ConfigError(`got ${batchSize}.`, 'give at least 1.', 'evaluation batchSize');
  const records: EvaluationRecord[] = [];
  let [correct, tokens] = [0, 0];
  for await (const items of batchesOf(benchmark.items(), { batchSize, limit: limit ?? Infinity })) {
    const groups = await sampler.sample(policy, items, {
      groupSize: 1,
      temperature: options.temperature ?? 0,
      topP: 1,
      topK: 0,
      maxNewTokens: options.maxNewTokens,
      rng: options.rng,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    for (const { sample, completions } of groups) {
      const completion = completions[0]!;
      const { id: sampleId, question, solution, category } = sample;
      const grade = benchmark.grade(sample, completion);
      const scores = await scoresOf(sample, completion, scorers);
      records.push({
        index: records.length,
        sampleId,
        question,
        solution,
        category,
        completion,
        grade,
        scores,
      });
      if (grade.verdict === 'correct') correct += 1;
      tokens += completion.tokenIds.length;
    }
    options.onProgress?.({ done: records.length, total: limit, correct, tokens });
  }
  if (records.length === 0) {
    throw new DataError(
      'there are no items to evaluate.',
      'check its data source and limit.',
      benchmark.name,
    );
  }
  return summarize(benchmark.name, records);
}

async function* batchesOf(
  items: AsyncIterable<Sample>,
  { batchSize, limit }: { readonly batchSize: number; readonly limit: number },
): AsyncGenerator<readonly Sample[]> {
  let batch: Sample[] = [];
  let taken = 0;
  if (limit < 1) return;
  for await (const item of items) {
    batch.push(item);
    taken += 1;
    if (batch.length >= batchSize) {
      yield batch;
      batch = [];
    }
    if (taken >= limit) break;
  }
  if (batch.length > 0) yield batch;
}

async function scoresOf(
  sample: Sample,
  completion: Completion,
  scorers: Readonly<Record<string, Scorer>>,
): Promise<Record<string, number | null>> {
  const scores: Record<string, number | null> = {};
  for (const [name, scorer] of Object.entries(scorers)) {
    const score = await scorer(sample, completion);
    if (score !== null && !Number.isFinite(score)) {
      throw new ScoreError(
        `Scorer "${name}" gave ${score} for sample "${sample.id}".`,
        'return a finite number, or null when the sample cannot be judged.',
      );
    }
    scores[name] = score;
  }
  return scores;
}
