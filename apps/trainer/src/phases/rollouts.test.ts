import { scored, ungradable } from '@stepgrpo/core';
import { aCompletion, aSample } from '@stepgrpo/testing';
import { rolloutMetrics, rolloutOf } from './rollouts';

const group = {
  sample: aSample({ id: 's' }),
  completions: [aCompletion('abcd', { index: 0 }), aCompletion('ab', { index: 1, finishReason: 'length' })],
};
const part = { label: 'answer', value: 1, evidence: '"4"', span: [0, 1] as const };
const scores = {
  totals: [1, 3],
  outcomes: [
    { accuracy: scored(1, [part]), validity: ungradable('no gold') },
    { accuracy: scored(3), validity: ungradable('no gold') },
  ],
  terms: [{ accuracy: 1 }, { accuracy: 3 }],
  dropped: [{ rule: 'validity', reason: 'no gold' }],
};
const level = {
  totals: [2, 2],
  outcomes: [{ accuracy: scored(2) }, { accuracy: scored(2) }],
  terms: [{ accuracy: 2 }, { accuracy: 2 }],
  dropped: [],
};

it('summarises the groups of a step', () => {
  expect(rolloutMetrics([group, group], [scores, level])).toEqual({
    reward: 2, // (1 + 3 + 2 + 2) / 4
    rewardStd: Math.sqrt(2) / 2, // sqrt(2) and 0
    zeroVarianceGroups: 0.5,
    completionTokens: 3,
    truncated: 0.5,
    tokens: 12,
    'reward/accuracy': 2,
    'rewardStd/accuracy': Math.sqrt(2 / 3), // of 1, 3, 2, 2
    'rewardMin/accuracy': 1,
    'rewardMax/accuracy': 3,
    'rewardZeroVariance/accuracy': 0.5,
    'rewardCorrelation/accuracy': 1, // it is the total
  });
});

it('shows a group with its texts, parts and advantages', () => {
  const rollout = rolloutOf(group, scores, [-1, 1]);
  expect(rollout).toMatchObject({ sampleId: 's', solution: '11' });
  expect(rollout.completions[0]).toEqual({
    index: 0,
    text: 'abcd',
    tokens: 4,
    finishReason: 'stop',
    total: 1,
    advantage: -1,
    rewards: { accuracy: { value: 1, points: 1, parts: [part] }, validity: { value: null } },
  });
});
