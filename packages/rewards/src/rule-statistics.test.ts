import { scored, ungradable } from '@stepgrpo/core';
import type { RewardOutcome } from '@stepgrpo/core';
import fc from 'fast-check';
import { ruleStatistics } from './rule-statistics';
import type { GroupScores } from './score-group';

/** A group in which a rule gave these values, of these totals. */
const groupOf = (values: readonly number[], totals: readonly number[]): GroupScores => ({
  totals: [...totals],
  terms: values.map((value) => ({ rule: 2 * value })),
  outcomes: values.map((value): Record<string, RewardOutcome> => ({ rule: scored(value) })),
  dropped: [],
});
const droppedGroup: GroupScores = {
  totals: [0],
  terms: [{}],
  outcomes: [{ rule: ungradable('no reference') }],
  dropped: [{ rule: 'rule', reason: 'no reference' }],
};

it('describes a rule over groups', () => {
  // Values 0, 1, 1, 1: mean 3/4, deviations -3/4, 1/4, 1/4, 1/4, variance (12/16) / 3 = 1/4.
  // Totals 0, 2, 1, 1: mean 1, deviations -1, 1, 0, 0, variance 2/3; covariance (3/4 + 1/4) / 3 = 1/3.
  expect(
    ruleStatistics([groupOf([0, 1], [0, 2]), groupOf([1, 1], [1, 1]), droppedGroup, droppedGroup]),
  ).toEqual({
    rule: {
      count: 4,
      droppedGroups: 0.5,
      mean: 0.75,
      standardDeviation: 0.5,
      min: 0,
      max: 1,
      meanPoints: 1.5,
      zeroVarianceGroups: 0.5,
      correlation: expect.closeTo(1 / 3 / (0.5 * Math.sqrt(2 / 3)), 12),
    },
  });
});

it('has no figure where there is none', () => {
  expect(ruleStatistics([])).toEqual({});
  expect(ruleStatistics([droppedGroup])).toEqual({});
  expect(ruleStatistics([groupOf([1], [1])])['rule']).toMatchObject({
    standardDeviation: null,
    correlation: null,
  });
  expect(ruleStatistics([groupOf([1, 1], [1, 2])])['rule']).toMatchObject({
    standardDeviation: 0,
    correlation: null,
  });
});

it('is 1 with the totals themselves, -1 with their opposite, and does not depend on scale or order', () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 9 }), (totals, scale) => {
      fc.pre(new Set(totals).size > 1);
      const of = (sign: number) =>
        ruleStatistics([
          groupOf(
            totals.map((total) => sign * scale * total),
            totals,
          ),
        ])['rule']!;
      expect(of(1).correlation).toBeCloseTo(1, 9);
      expect(of(-1).correlation).toBeCloseTo(-1, 9);
      const mixed = totals.map((_, i) => i);
      const forward = ruleStatistics([groupOf(mixed, totals)])['rule']!.correlation!;
      const backward = ruleStatistics([groupOf(mixed.toReversed(), totals.toReversed())])['rule']!
        .correlation!;
      expect(forward).toBeCloseTo(backward, 9);
    }),
  );
});
