import { describeEstimator } from '@stepgrpo/testing';
import { bestOfGroup } from './best-of-group';

describeEstimator(bestOfGroup());

it('credits the best by its lead and nobody else', () => {
  expect(bestOfGroup({ epsilon: 0 }).estimate([[1, 6, 2]])).toEqual([[0, 4 / Math.sqrt(7), 0]]);
});

it('gives 0 to all when the best are tied', () => {
  expect(bestOfGroup().estimate([[3, 1, 3]])).toEqual([[0, 0, 0]]);
});
