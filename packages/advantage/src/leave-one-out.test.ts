import { describeEstimator } from '@stepgrpo/testing';
import { leaveOneOut } from './leave-one-out';

describeEstimator(leaveOneOut());
describe('normalised', () => describeEstimator(leaveOneOut({ normalize: true }), { acrossGroups: true }));

it('compares each completion with the mean of the others', () => {
  // 1 - (2 + 6) / 2, 2 - (1 + 6) / 2, 6 - (1 + 2) / 2
  expect(leaveOneOut().estimate([[1, 2, 6]])).toEqual([[-3, -1.5, 4.5]]);
});

it('gives 0 to a completion whose others were not scored', () => {
  expect(leaveOneOut().estimate([[NaN, 7, NaN]])).toEqual([[0, 0, 0]]);
});
