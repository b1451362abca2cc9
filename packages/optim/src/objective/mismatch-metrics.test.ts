import { mismatchMetrics } from './mismatch-metrics';

const given = {
  oldLogProbs: [[-1, -2], [-3, 7]], // prettier-ignore
  samplingLogProbs: [[-1.5, -2], [-2, 0]], // prettier-ignore
  mask: [[1, 1], [1, 0]], // prettier-ignore
};

it('looks at the tokens that count', () => {
  expect(
    mismatchMetrics({
      ...given,
      ratio: [
        [2, 1],
        [0.5, 99],
      ],
    }),
  ).toEqual({
    // prettier-ignore
    'sampling/sampling_logp_difference/mean': 0.5,
    'sampling/sampling_logp_difference/max': 1,
    'sampling/importance_sampling_ratio/min': 0.5,
    'sampling/importance_sampling_ratio/mean': 3.5 / 3,
    'sampling/importance_sampling_ratio/max': 2,
  });
});

it('means ratios of completions over completions', () => {
  expect(mismatchMetrics({ ...given, ratio: [[2], [0]] })['sampling/importance_sampling_ratio/mean']).toBe(1);
});

it('has no ratio without a token', () => {
  const metrics = mismatchMetrics({ ...given, mask: [[0, 0], [0, 0]], ratio: [[1, 1], [1, 1]] }); // prettier-ignore
  expect(metrics['sampling/importance_sampling_ratio/min']).toBeNaN();
});
