import type { Completion, Estimate, Grade } from '@stepgrpo/core';
import { scoreInterval, wilsonInterval } from './intervals';

/** What became of one item. */
export interface EvaluationRecord {
  /** Its place in the benchmark, from 0. */
  readonly index: number;
  readonly sampleId: string;
  readonly question: string;
  readonly solution: string;
  readonly category: string | undefined;
  readonly completion: Completion;
  readonly grade: Grade;
  /** By scorer; null where the sample could not be judged. */
  readonly scores: Readonly<Record<string, number | null>>;
}

/** The averages of one evaluation with their 95 % intervals, and every record behind them. */
export interface Evaluation {
  readonly benchmark: string;
  /** Share of correct items in [0, 1]; wrong and unparsed ones both count against it. Wilson interval. */
  readonly accuracy: Estimate;
  /** Share of items whose answer could be read at all. Wilson interval. */
  readonly parsed: Estimate;
  /** Mean of each scorer over the items it judged, in its own unit. Wilson interval where it gives 0 or 1 only, else Student's t. */
  readonly scores: Readonly<Record<string, Estimate>>;
  /** How many items a scorer could not judge; only scorers with at least one. */
  readonly ungraded: Readonly<Record<string, number>>;
  /** Accuracy by category, in alphabetical order. */
  readonly byCategory: Readonly<Record<string, Estimate>>;
  readonly records: readonly EvaluationRecord[];
}

/** The averages of records; a scorer that judged no item has no entry in `scores`. */
export function summarize(benchmark: string, records: readonly EvaluationRecord[]): Evaluation {
  const names = new Set(records.flatMap((record) => Object.keys(record.scores)));
  const scores: Record<string, Estimate> = {};
  const ungraded: Record<string, number> = {};
  for (const name of names) {
    const values = records.map((record) => record.scores[name] ?? null).filter((value) => value !== null);
    if (values.length > 0) scores[name] = scoreInterval(values);
    if (values.length < records.length) ungraded[name] = records.length - values.length;
  }
  return {
    benchmark,
    accuracy: accuracyOf(records),
    parsed: share(records, (record) => record.grade.verdict !== 'unparsed'),
    scores,
    ungraded,
    byCategory: byCategory(records),
    records,
  };
}

function byCategory(records: readonly EvaluationRecord[]): Record<string, Estimate> {
  const members = new Map<string, EvaluationRecord[]>();
  for (const record of records) {
    if (record.category === undefined) continue;
    const group = members.get(record.category);
    if (group === undefined) members.set(record.category, [record]);
    else group.push(record);
  }
  const sorted = [...members].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([category, group]) => [category, accuracyOf(group)]));
}

function accuracyOf(records: readonly EvaluationRecord[]): Estimate {
  return share(records, (record) => record.grade.verdict === 'correct');
}

function share(records: readonly EvaluationRecord[], holds: (record: EvaluationRecord) => boolean): Estimate {
  return wilsonInterval(records.filter(holds).length, records.length);
}
