import { ShapeError } from '@stepgrpo/core';
import { describeEstimator } from './advantage-estimator';

// The simplest honest estimator obeys the laws: above the group's median, or not.
describeEstimator({
  name: 'above-median',
  estimate: (rewards) =>
    rewards.map((group) => {
      if (group.length < 2) throw new ShapeError('A group of one has no median to beat.', 'sample more.');
      const sorted = group.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
      const upper = sorted[Math.floor(sorted.length / 2)]!;
      const lower = sorted[Math.floor((sorted.length - 1) / 2)]!;
      return group.map((value) => (Number.isNaN(value) ? 0 : Math.sign(value - (lower + upper) / 2)));
    }),
});
