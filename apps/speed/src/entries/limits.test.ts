import { measureLimits } from './limits';

it('measures a product and a read, in plausible amounts', async () => {
  const { limits, rows } = await measureLimits(1);
  expect(rows.map(({ name }) => name)).toEqual(['limit/matmul-1024', 'limit/memory-read']);
  expect(limits.matmulGflops).toBeGreaterThan(1);
  expect(limits.matmulGflops).toBeLessThan(1e5);
  expect(limits.readGBps).toBeGreaterThan(0.1);
  expect(limits.readGBps).toBeLessThan(1e4);
});
