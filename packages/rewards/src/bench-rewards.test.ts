import { describeWithFixtures } from '@stepgrpo/testing';
import { benchRewards } from './bench-rewards';

describeWithFixtures('rewards', (root) => {
  it('judges each kind of completion, and gives the whole distribution', async () => {
    const rows = await benchRewards(root, { budgetMs: 1 });
    expect(rows.map(({ name }) => name)).toEqual([
      'soft mode, numeric answers',
      'soft mode, symbolic answers',
      'soft mode, all answers',
    ]);
    for (const { completions, judged, perSecondPerCore, latencyMs } of rows) {
      expect(completions).toBeGreaterThan(20);
      expect(judged % completions).toBe(0);
      expect(perSecondPerCore).toBeGreaterThan(0);
      const { p50, p90, p99, max } = latencyMs;
      expect(p50 <= p90 && p90 <= p99 && p99 <= max).toBe(true);
    }
  });
});

it('names the folder without fixtures', async () => {
  await expect(benchRewards(__dirname)).rejects.toThrow(/there is no official\.jsonl/);
});
