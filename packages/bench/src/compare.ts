import type { Estimate } from '@stepgrpo/core';
import { ComparisonError } from './errors';
import type { Evaluation, EvaluationRecord } from './evaluation';
import { pairedDifference } from './intervals';

/** How much higher the second of two evaluations of the same items is, with paired 95 % intervals. */
export interface Comparison {
  /** Difference of shares: 0.1 is ten points of accuracy. */
  readonly accuracy: Estimate;
  /** By scorer, over the items both evaluations judged. */
  readonly scores: Readonly<Record<string, Estimate>>;
}

/**
 * Compares two evaluations item by item, which is much sharper than two intervals side by side.
 *
 * Throws  ComparisonError when they do not hold the same items
 */
export function compareEvaluations(before: Evaluation, after: Evaluation): Comparison {
  const earlier = new Map(before.records.map((record) => [record.sampleId, record]));
  const pairs = after.records.map((record): [EvaluationRecord, EvaluationRecord] => {
    const pair = earlier.get(record.sampleId);
    if (pair === undefined) throw differentItems(`item "${record.sampleId}" is in the second only`);
    return [pair, record];
  });
  if (before.records.length !== after.records.length) {
    throw differentItems(
      `there are ${before.records.length} in the first and ${after.records.length} in the second`,
    );
  }
  const scores: Record<string, Estimate> = {};
  for (const name of Object.keys(after.scores)) {
    const judged = pairs
      .map(([a, b]) => [a.scores[name], b.scores[name]])
      .filter((pair): pair is [number, number] => typeof pair[0] === 'number' && typeof pair[1] === 'number');
    if (judged.length > 0) scores[name] = difference(judged);
  }
  const accuracy = difference(pairs.map(([a, b]) => [isCorrect(a), isCorrect(b)]));
  return { accuracy, scores };
}

function difference(pairs: readonly (readonly [number, number])[]): Estimate {
  return pairedDifference(
    pairs.map(([before]) => before),
    pairs.map(([, after]) => after),
  );
}

function isCorrect({ grade }: EvaluationRecord): number {
  return grade.verdict === 'correct' ? 1 : 0;
}

function differentItems(how: string): ComparisonError {
  return new ComparisonError(
    `The evaluations hold different items: ${how}.`,
    'evaluate the same benchmark with the same limit twice.',
  );
}
