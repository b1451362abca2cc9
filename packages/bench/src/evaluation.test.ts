import { aCompletion } from '@stepgrpo/testing';
import { summarize } from './evaluation';
import type { EvaluationRecord } from './evaluation';
import { meanInterval, wilsonInterval } from './intervals';

const record = (index: number, changes: Partial<EvaluationRecord>): EvaluationRecord => ({
  index,
  sampleId: `s${index}`,
  question: 'q',
  solution: '1',
  category: undefined,
  completion: aCompletion('1'),
  grade: { verdict: 'correct', read: '1' },
  scores: {},
  ...changes,
});

it('counts wrong and unparsed against accuracy, only unparsed against readability', () => {
  const { accuracy, parsed } = summarize('b', [
    record(0, {}),
    record(1, { grade: { verdict: 'wrong', read: '2' } }),
    record(2, { grade: { verdict: 'unparsed', read: null } }),
  ]);
  expect(accuracy).toEqual(wilsonInterval(1, 3));
  expect(parsed).toEqual(wilsonInterval(2, 3));
});

it('averages a score over the samples it could judge, and says how many it could not', () => {
  const { scores, ungraded } = summarize('b', [
    record(0, { scores: { a: 1.1, b: null } }),
    record(1, { scores: { a: 0, b: null } }),
    record(2, { scores: { a: null, b: null } }),
  ]);
  expect(scores).toEqual({ a: meanInterval([1.1, 0]) });
  expect(ungraded).toEqual({ a: 1, b: 3 });
});

it('sorts categories and leaves out samples without one', () => {
  const { byCategory } = summarize('b', [
    record(0, { category: 'z' }),
    record(1, { category: 'a', grade: { verdict: 'wrong', read: '2' } }),
    record(2, { category: 'z' }),
    record(3, {}),
  ]);
  expect(Object.entries(byCategory)).toEqual([
    ['a', wilsonInterval(0, 1)],
    ['z', wilsonInterval(2, 2)],
  ]);
});
