import { fakeEstimator } from './fake-estimator';

it('gives the rewards back, as a copy', () => {
  const rewards = [[1, 2], [3]];
  const advantages = fakeEstimator().estimate(rewards);
  expect(advantages).toEqual(rewards);
  advantages[0]![0] = 9;
  expect(rewards[0]![0]).toBe(1);
});
