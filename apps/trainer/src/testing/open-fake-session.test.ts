import { aConfig, openFakeSession } from './open-fake-session';

it('opens every source of the config', async () => {
  const { session, calls } = await openFakeSession(aConfig({ seed: 'x' }));
  expect(session.rng.path).toBe('x');
  expect(calls.openData.map(({ kind }) => kind)).toEqual(['digits', 'digits', 'digits']);
});
