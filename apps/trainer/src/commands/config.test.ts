import { runCommand } from '../testing/run-command';
import { runFiles, type RunFiles } from '../testing/run-files';

let files: RunFiles;
beforeEach(() => (files = runFiles()));
afterEach(() => files.remove());

it('shows every value with its origin', async () => {
  const { stdout, exitCode } = await runCommand(['config', files.config, '--set', 'seed=7']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^name\s+"fake"\s+.*run\.toml:1$/m);
  expect(stdout).toMatch(/^seed\s+7\s+--set$/m);
});

it('gives the same as JSON, with descriptions', async () => {
  const { stdout } = await runCommand(['config', files.config, '--json']);
  const rows = JSON.parse(stdout) as { key: string; value: unknown; description?: string }[];
  expect(rows.find(({ key }) => key === 'stepgrpo.topK')).toMatchObject({
    value: 0,
    description: '0 keeps all tokens.',
  });
});
