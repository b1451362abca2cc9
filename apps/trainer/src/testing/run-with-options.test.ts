import { runWithOptions } from './run-with-options';

it('trains with the values, shows what happened, and fails with the message of the program', async () => {
  const seen = await runWithOptions({ name: 'other', 'stepgrpo.steps': 2 });
  expect(seen.directory).toMatch(/^other/);
  expect(seen.rlUpdates).toHaveLength(2);
  expect(seen.warmupUpdates).toHaveLength(3); // 6 samples, 2 in an update
  await expect(runWithOptions({ 'stepgrpo.steps': 'many' })).rejects.toThrow(/stepgrpo.steps/);
});
