import { completionMetrics } from './completion-metrics';

it('tells completions that ended from those that were cut off', () => {
  expect(completionMetrics([2, 4, 9], [false, false, true])).toEqual({
    'completions/mean_length': 5,
    'completions/min_length': 2,
    'completions/max_length': 9,
    'completions/clipped_ratio': expect.closeTo(1 / 3, 12) as number,
    'completions/mean_terminated_length': 3,
    'completions/min_terminated_length': 2,
    'completions/max_terminated_length': 4,
  });
});

it('gives 0 where none ended', () => {
  expect(completionMetrics([9], [true])['completions/max_terminated_length']).toBe(0);
});
