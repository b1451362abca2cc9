import { compileEntry } from './compile';

jest.setTimeout(120_000); // a minute on a busy machine

it('compiles anew for a new back end, and not again for the same program', async () => {
  const limits = { matmulGflops: 100, readGBps: 10 };
  const [cold, cached] = await compileEntry.run({ threads: 1, limits });
  expect(cold?.name).toBe('compile/train-step-1.6M/cold');
  expect(cold?.value).toBeGreaterThan(10 * (cached?.value ?? Infinity));
});
