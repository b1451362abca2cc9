export { describeWithFixtures, sharedFixtures } from './shared-fixtures';
