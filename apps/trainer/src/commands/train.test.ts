import { existsSync } from 'node:fs';
import { runCommand } from '../testing/run-command';
import { runFiles, type RunFiles } from '../testing/run-files';

let files: RunFiles;
beforeEach(() => (files = runFiles()));
afterEach(() => files.remove());

const train = (...args: readonly string[]) => runCommand(['train', ...args]);

it('trains, summarises and exits with 0', async () => {
  const { exitCode, stdout } = await train(files.config, '--runs', files.root);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('What fake learned');
  expect(existsSync(files.path('fake', 'final', 'weights.json'))).toBe(true);
});

it('keeps stdout for JSON when asked', async () => {
  const { stdout, stderr } = await train(files.config, '--runs', files.root, '--json', '--name', 'other');
  expect(JSON.parse(stdout)).toMatchObject({ name: 'other' });
  expect(stderr).toContain('warm-up');
});

it('refuses a run that exists, and replaces it with --force', async () => {
  await train(files.config, '--runs', files.root);
  const again = await train(files.config, '--runs', files.root);
  expect(again.exitCode).toBe(2);
  expect(again.stderr).toMatch(/exists already.*--resume.*--name.*--force/);
  expect((await train(files.config, '--runs', files.root, '--force')).exitCode).toBe(0);
});

it('resumes under the config of the run only', async () => {
  await train(files.config, '--runs', files.root);
  const run = files.path('fake');
  expect((await train(files.config, '--resume', run)).exitCode).toBe(0);
  expect((await train('--resume', run, '--set', 'seed=1')).stderr).toMatch(/keeps its config/);
  expect((await train('--resume', files.path('none'))).stderr).toMatch(/holds no run/);
});
