import type { Evaluation } from './evaluation';
import { reportJson, reportTable } from './report';

const evaluation: Evaluation = {
  benchmark: 'b',
  accuracy: { mean: 0.5, low: 0.25, high: 0.75, count: 4 },
  parsed: { mean: 1, low: 0.51, high: 1, count: 4 },
  scores: { steps: { mean: 0.12345, low: 0.1, high: 0.2, count: 3 } },
  ungraded: { steps: 1 },
  byCategory: { sum: { mean: 1, low: 0.2, high: 1, count: 1 } },
  records: [],
};

it('lines up evaluations side by side', () => {
  const other = { ...evaluation, scores: {}, ungraded: {}, byCategory: {} };
  expect(reportTable({ before: evaluation, after: other })).toBe(
    [
      '                      before                                 after',
      'accuracy              50.0 % [25.0, 75.0]                    50.0 % [25.0, 75.0]',
      'answer readable       100.0 % [51.0, 100.0]                  100.0 % [51.0, 100.0]',
      'steps                 0.123 [0.100, 0.200] (1 not gradable)  -',
      'items                 0                                      0',
      'accuracy by category',
      '  sum                 100.0 % [20.0, 100.0]                  -',
    ].join('\n'),
  );
});

it('leaves the interval out where there is one value, and the categories where there are none', () => {
  const one = { mean: 2, low: 2, high: 2, count: 1 };
  const table = reportTable({ now: { ...evaluation, scores: { steps: one }, ungraded: {}, byCategory: {} } });
  expect(table).toContain('steps            2.000\n');
  expect(table).not.toContain('category');
});

it('gives plain data without the records', () => {
  const { records: _records, ...averages } = evaluation;
  expect(JSON.parse(JSON.stringify(reportJson({ now: evaluation })))).toEqual({ now: averages });
});
