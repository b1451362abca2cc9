import { describeEstimator } from '@stepgrpo/testing';
import { groupCentered } from './group-centered';

describeEstimator(groupCentered());

it('subtracts the mean and keeps the unit', () => {
  expect(groupCentered().estimate([[1, 2, 6], [0, 1]])).toEqual([[-2, -1, 3], [-0.5, 0.5]]); // prettier-ignore
});
