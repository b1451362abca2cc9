import type { RunEvent } from '@stepgrpo/core';
import { evaluationColumns, keyStepMatches, trainingMs } from './run-summary';

const time = '2025-01-01T00:00:00.000Z';
const evaluation = (phase: 'warmup' | 'stepgrpo', mean: number, slice = false): RunEvent => ({
  kind: 'eval-end',
  time,
  phase,
  step: 1,
  slice,
  scores: { accuracy: { mean, low: 0, high: 1, count: 3 } },
  durationMs: 10,
});

it('takes the latest full evaluation of each phase', () => {
  const events = [
    evaluation('warmup', 0.2),
    evaluation('stepgrpo', 0.9, true),
    evaluation('stepgrpo', 0.4),
    evaluation('stepgrpo', 0.5),
  ];
  expect(evaluationColumns(events).map(({ label, scores }) => [label, scores['accuracy']!.mean])).toEqual([
    ['after warm-up', 0.2],
    ['after StepGRPO', 0.5],
  ]);
  expect(trainingMs(events)).toBe(40);
});

it('tells which key steps were found', () => {
  const parts = [
    { label: 'key-step 1', value: 0.05, evidence: 'matched "3 + 4 = 7"', span: [0, 9] as const },
    { label: 'key-step 2', value: 0, evidence: 'not found' },
    { label: 'answer', value: 1, evidence: 'equal' },
  ];
  expect(keyStepMatches([['3 + 4 = 7'], ['7']], parts)).toEqual([
    { wanted: '3 + 4 = 7', isMatched: true, evidence: 'matched "3 + 4 = 7"' },
    { wanted: '7', isMatched: false, evidence: 'not found' },
  ]);
  expect(keyStepMatches([['a']], undefined)).toEqual([]);
});
