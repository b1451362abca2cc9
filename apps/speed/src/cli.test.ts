import { listing, runSpeed } from './cli';

const run = async (...args: string[]): Promise<string> => {
  let text = '';
  await runSpeed(args, { stdout: { write: (part: string) => (text += part) }, script: 'unused' });
  return text;
};

it('says how it is used, and what there is', async () => {
  expect(await run('--help')).toContain('npm run bench -- [--only NAME]');
  expect(await run('--list')).toBe(`${listing()}\n`);
  expect(listing().split('\n')[0]).toMatch(/^train-step\/1\.6M +a training step/);
});

it('refuses an option and an entry it does not know', async () => {
  await expect(run('--only', 'walk')).rejects.toThrow('No speed entry is named "walk"');
  await expect(run('--fast')).rejects.toThrow('--fast');
});

it('measures an entry for the process that asks for it', async () => {
  const context = { threads: 1, limits: { matmulGflops: 100, readGBps: 10 } };
  await expect(
    run('--entry', 'rewards/soft', '--context', JSON.stringify({ ...context, limits: null })),
  ).rejects.toThrow();
});
