export { describeWithFixtures, sharedFixtures } from './shared-fixtures';
export { describeEstimator } from './laws/advantage-estimator';
export type { EstimatorLawOptions } from './laws/advantage-estimator';
