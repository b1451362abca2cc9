import { describeWithFixtures } from '@stepgrpo/testing';
import { fixtureRewardsEntry } from './fixture-rewards';

const context = { threads: 1, limits: { matmulGflops: 100, readGBps: 10 } };

describeWithFixtures('rewards', (root) => {
  it.each(['numeric', 'symbolic'] as const)(
    'says how long completions with %s answers take',
    async (kind) => {
      const [row] = await fixtureRewardsEntry(kind, { folder: root, budgetMs: 1 }).run(context);
      expect(row).toMatchObject({ name: `rewards/${kind}`, unit: 'completions/s' });
      expect(row!.value).toBeGreaterThan(0);
      expect(row!.details['p99Ms']).toBeGreaterThanOrEqual(row!.details['p50Ms']!);
    },
  );
});

it('says where the fixtures ought to be', async () => {
  await expect(fixtureRewardsEntry('numeric', { folder: __dirname }).run(context)).rejects.toThrow(
    /official\.jsonl/,
  );
});
