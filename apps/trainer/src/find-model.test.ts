import { findModel } from './find-model';
import type { Reporter } from './progress/reporter';

it('shows how far a download is, in megabytes, and nothing without one', async () => {
  const seen: unknown[] = [];
  const reporter: Reporter = {
    note: () => undefined,
    start: (label, total) => {
      seen.push([label, total]);
      return { update: (done, detail) => void seen.push([done, detail]), end: () => void seen.push('end') };
    },
  };
  expect(await findModel('here', { resolveModel: async (name) => name }, reporter)).toBe('here');
  expect(seen).toEqual([]);
  const directory = await findModel(
    'owner/model',
    {
      resolveModel: async (_name, options) => {
        options?.onProgress?.(1_900_000, 2_500_000);
        options?.onProgress?.(2_500_000, 2_500_000);
        return 'cached';
      },
    },
    reporter,
  );
  expect(directory).toBe('cached');
  expect(seen).toEqual([['download', 3], [1, 'MB'], [3, 'MB'], 'end']);
});
