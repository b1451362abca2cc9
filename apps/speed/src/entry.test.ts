import { limitsSchema, rowSchema } from './entry';

const row = { name: 'a/b', value: 1, unit: 'ms', limit: null, share: null, peakRssBytes: 1, details: {} };

it('takes rows with and without a limit, and nothing that is no number', () => {
  expect(rowSchema.parse(row)).toEqual(row);
  expect(rowSchema.safeParse({ ...row, limit: 0.5, share: 0.5 }).success).toBe(true);
  expect(rowSchema.safeParse({ ...row, value: '1' }).success).toBe(false);
});

it('wants limits above 0, for shares divide by them', () => {
  expect(limitsSchema.safeParse({ matmulGflops: 0, readGBps: 10 }).success).toBe(false);
});
