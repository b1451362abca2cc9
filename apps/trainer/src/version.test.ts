import { version } from './version';

it('is a version', () => {
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
});
