import { readFileSync } from 'node:fs';
import { runCommand } from '../testing/run-command';
import { runFiles, type RunFiles } from '../testing/run-files';

let files: RunFiles;
beforeEach(() => (files = runFiles()));
afterEach(() => files.remove());

it('writes a table, a picture and every number, and prints the rows', async () => {
  const out = files.path('out');
  const { exitCode, stdout, stderr } = await runCommand([
    'ablate',
    files.config,
    '--seeds',
    '2',
    '--out',
    out,
    '--json',
  ]);
  expect(stderr).not.toMatch(/error/);
  expect(exitCode).toBe(0);
  const { rows } = JSON.parse(stdout) as { rows: { arm: string; seeds: number }[] };
  expect(rows.map(({ arm }) => arm)).toEqual([
    'warm-up',
    'outcome',
    'step-rar',
    'step-rvr',
    'stepgrpo',
    'stepwise-sum',
    'stepwise-min',
  ]);
  expect(readFileSync(files.path('out', 'ablation.md'), 'utf8')).toContain('| StepGRPO (both) | 2 |');
  expect(readFileSync(files.path('out', 'ablation.svg'), 'utf8')).toMatch(/^<svg/);
});

it('lists the arms for an unknown one', async () => {
  const { exitCode, stderr } = await runCommand(['ablate', files.config, '--arms', 'magic']);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/No arm is named "magic".*outcome, step-rar/);
});
