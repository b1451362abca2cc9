import { scored } from '@stepgrpo/core';
import { aCompletion, aSample } from '@stepgrpo/testing';
import { generationMetrics, meanMetrics, samplingMetrics } from './generation-metrics';

const rules = [{ weight: 2, rule: { name: 'a', range: [0, 9] as const, score: () => scored(0) } }];
const group = (...values: readonly number[]) => ({
  group: {
    sample: aSample(),
    completions: values.map((_, index) => aCompletion('abcd'.slice(0, 2 + index), { index })),
  },
  scores: {
    totals: values.map((value) => 2 * value),
    terms: values.map((value) => ({ a: 2 * value })),
    outcomes: values.map((value) => ({ a: scored(value) })),
    dropped: [],
  },
});

it('has the names of TRL, over everything that was drawn', () => {
  const drawn = [group(1, 3), group(2, 2)];
  expect(generationMetrics({ used: [], drawn, rounds: 2, fillers: 0 }, rules)).toMatchObject({
    'rewards/a/mean': 2,
    reward: 4,
    frac_reward_zero_std: 0.5,
    'completions/mean_length': 2.5,
    'completions/max_length': 3,
    'completions/clipped_ratio': 0,
    'sampling/rounds': 2,
  });
});

it('has the differences to the sampler and their corrections, by hand', () => {
  const completion = aCompletion('ab', { logProbs: [-1, -1] });
  const sequence = { prompt: { tokenIds: [1], imageSpans: [], images: [] }, completionIds: [1, 2] };
  const rows = [{ completion, sequence, advantage: 0, oldLogProbs: [-1, -1 + Math.log(4)] }];
  expect(samplingMetrics(rows, undefined)).toEqual({});
  const ratio = (mode: 'token-truncate' | 'sequence-mask') =>
    samplingMetrics(rows, { mode, max: 3 })['sampling/importance_sampling_ratio/max'];
  expect(ratio('token-truncate')).toBe(3);
  expect(ratio('sequence-mask')).toBe(0);
});

it('averages updates without what is not finite', () => {
  expect(meanMetrics([{ a: 1, b: NaN }, { a: 3, b: NaN, c: 2 }])).toEqual({ a: 2, b: null, c: 2 }); // prettier-ignore
});
