import { sharedFixtures } from './shared-fixtures';

it('gives null for a folder that does not exist', () => {
  expect(sharedFixtures('no-such-folder')).toBeNull();
});
