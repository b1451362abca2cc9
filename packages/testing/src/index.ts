export { fakePolicy, recitingPolicy } from './fakes/fake-policy';
export type { FakePolicy, FakePolicyOptions, FakePolicyUse } from './fakes/fake-policy';
export { plainSampler } from './fakes/plain-sampler';
export { aCompletion, aSample } from './fakes/records';
export { describeSampler } from './laws/sampler';
export { describeWithFixtures, sharedFixtures } from './shared-fixtures';
export { describeEstimator } from './laws/advantage-estimator';
export type { EstimatorLawOptions } from './laws/advantage-estimator';
