import { ablationRows } from './ablation-table';
import { drawAblation, meanCurve } from './draw-ablation';

const run = (arm: string, seed: number, accuracy: number) => ({
  arm,
  label: arm,
  seed,
  accuracy,
  accuracyCurve: [[0, 0.4], [5, accuracy]] as const, // prettier-ignore
  rewardCurve: [[1, 1], [2, 1.5]] as const, // prettier-ignore
  durationMs: 1,
});

it('draws every arm', () => {
  const runs = [
    run('outcome', 0, 0.5),
    run('outcome', 1, 0.6),
    run('stepgrpo', 0, 0.7),
    run('stepgrpo', 1, 0.7),
  ];
  const svg = drawAblation(ablationRows(runs), runs, 'digits');
  expect(svg).toMatch(/^<svg/);
  for (const text of ['digits', 'outcome', 'stepgrpo', '95 % intervals']) expect(svg).toContain(text);
});

it('averages curves where all of them have a point', () => {
  expect(meanCurve([[[0, 1], [5, 2]], [[0, 3]]])).toEqual([[0, 2]]); // prettier-ignore
  expect(meanCurve([])).toEqual([]);
});
