import { ablationMarkdown, ablationRows } from './ablation-table';

const run = (arm: string, seed: number, accuracy: number) => ({
  arm,
  label: `the ${arm}`,
  seed,
  accuracy,
  accuracyCurve: [],
  rewardCurve: [],
  durationMs: 1,
});
const runs = [run('warm-up', 0, 0.4), run('warm-up', 1, 0.5), run('outcome', 0, 0.5), run('outcome', 1, 0.7)];

it('pairs over seeds, by hand: differences 0.1 and 0.2, mean 0.15, t(1) = 12.706, s / sqrt 2 = 0.05', () => {
  const [warmup, outcome] = ablationRows(runs);
  expect(warmup?.against['warm-up']).toBeNull();
  const difference = outcome?.against['warm-up'];
  expect(difference?.mean).toBeCloseTo(0.15, 12);
  expect(difference?.low).toBeCloseTo(0.15 - 12.706 * 0.05, 3);
  expect(difference?.high).toBeCloseTo(0.15 + 12.706 * 0.05, 3);
  expect(outcome).toMatchObject({ seeds: 2, against: { stepgrpo: null } });
});

it('pairs only seeds that both arms have', () => {
  const [, outcome] = ablationRows([...runs, run('outcome', 2, 0.1)]);
  expect(outcome?.against['warm-up']?.count).toBe(2);
  expect(outcome?.accuracy.count).toBe(3);
});

it('writes a Markdown table, without columns for arms that were not run', () => {
  const lines = ablationMarkdown(ablationRows([run('warm-up', 0, 0.4), run('outcome', 0, 0.5)])).split('\n');
  expect(lines[0]).toBe(
    '| arm | seeds | held-out accuracy (%) | against warm-up (points) | against outcome (points) |',
  );
  expect(lines[3]).toBe('| the outcome | 1 | 50.0 | +10.0 |  |');
});
